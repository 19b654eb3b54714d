# SQLite: the system's only where it carries the fix of the WAL-reset bug (sqlite.org/wal.html,
# "walresetbug": >= 3.51.3, or the branches 3.50.7 and 3.44.6); otherwise the amalgamation, pinned by
# checksum, fetched once into .cache/ and never committed. The version is checked again at run time.

pkg_check_modules(SYSTEM_SQLITE QUIET IMPORTED_TARGET sqlite3>=3.51.3)
if(SYSTEM_SQLITE_FOUND)
  add_library(weir_sqlite3 INTERFACE)
  target_link_libraries(weir_sqlite3 INTERFACE PkgConfig::SYSTEM_SQLITE)
  return()
endif()

set(WEIR_SQLITE_VERSION 3.53.2)
set(WEIR_SQLITE_URL https://registry.npmjs.org/better-sqlite3/-/better-sqlite3-12.11.1.tgz)
set(WEIR_SQLITE_SHA512 76af40b40a608393c616d0733c54819771d94231e893981a40233ace1d989346929830acd426e7548f3f1e001242434ab16169b1e20ef5b7a0e71c696216c87c)
set(WEIR_SQLITE_DIR ${PROJECT_SOURCE_DIR}/.cache/sqlite-${WEIR_SQLITE_VERSION} CACHE PATH
    "Where sqlite3.c and sqlite3.h of the pinned version lie")

if(NOT EXISTS ${WEIR_SQLITE_DIR}/sqlite3.c)
  set(archive ${WEIR_SQLITE_DIR}/better-sqlite3.tgz)
  file(DOWNLOAD ${WEIR_SQLITE_URL} ${archive} EXPECTED_HASH SHA512=${WEIR_SQLITE_SHA512} TLS_VERIFY ON)
  file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${WEIR_SQLITE_DIR} PATTERNS package/deps/sqlite3/*)
  foreach(file sqlite3.c sqlite3.h)
    file(RENAME ${WEIR_SQLITE_DIR}/package/deps/sqlite3/${file} ${WEIR_SQLITE_DIR}/${file})
  endforeach()
  file(REMOVE_RECURSE ${WEIR_SQLITE_DIR}/package ${archive})
endif()

add_library(weir_sqlite3 STATIC ${WEIR_SQLITE_DIR}/sqlite3.c)
target_include_directories(weir_sqlite3 SYSTEM PUBLIC ${WEIR_SQLITE_DIR})
# STMTJRNL_SPILL=-1: UPDATE .. RETURNING would otherwise malloc and madvise 64 KiB at every statement
# of a thread that is not the main one (10 times slower).
target_compile_definitions(weir_sqlite3 PRIVATE
  SQLITE_THREADSAFE=2 SQLITE_DQS=0 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_OMIT_SHARED_CACHE
  SQLITE_OMIT_LOAD_EXTENSION SQLITE_OMIT_DEPRECATED SQLITE_STMTJRNL_SPILL=-1
  SQLITE_DEFAULT_WAL_SYNCHRONOUS=1 SQLITE_LIKE_DOESNT_MATCH_BLOBS HAVE_USLEEP=1
  HAVE_FDATASYNC=1 HAVE_PREAD=1 HAVE_PWRITE=1)
target_compile_options(weir_sqlite3 PRIVATE -O2 -w)
target_link_libraries(weir_sqlite3 PRIVATE Threads::Threads m)
