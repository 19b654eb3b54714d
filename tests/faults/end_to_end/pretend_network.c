/* Preloaded: every file system looks like NFS. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/vfs.h>

__attribute__((visibility("default"))) int statfs(const char* path, struct statfs* out);
int statfs(const char* path, struct statfs* out) {
  int (*real)(const char*, struct statfs*) = 0;
  *(void**)&real = dlsym(RTLD_NEXT, "statfs");
  const int code = real(path, out);
  out->f_type = 0x6969; /* NFS_SUPER_MAGIC */
  return code;
}

__attribute__((visibility("default"))) int statfs64(const char* path, struct statfs64* out);
int statfs64(const char* path, struct statfs64* out) {
  int (*real)(const char*, struct statfs64*) = 0;
  *(void**)&real = dlsym(RTLD_NEXT, "statfs64");
  const int code = real(path, out);
  out->f_type = 0x6969;
  return code;
}
