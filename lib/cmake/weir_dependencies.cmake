# What weir stands on. README.md lists each with its purpose.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(date REQUIRED)
pkg_check_modules(HYPERSCAN REQUIRED IMPORTED_TARGET libhs>=5.4.0)
if(WEIR_WITH_CURL)
  find_package(CURL 7.84 REQUIRED)  # 7.84: curl_global_init is safe beside other threads
endif()
if(WEIR_WITH_TOML)
  find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h REQUIRED)
  add_library(weir_tomlplusplus INTERFACE)  # headers alone, and no exceptions
  target_include_directories(weir_tomlplusplus SYSTEM INTERFACE ${TOMLPLUSPLUS_INCLUDE_DIR})
  target_compile_definitions(weir_tomlplusplus INTERFACE TOML_HEADER_ONLY=1 TOML_EXCEPTIONS=0)
  pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
endif()
# On where libpq is, unless somebody says otherwise; ON without libpq is a fault.
pkg_check_modules(LIBPQ QUIET IMPORTED_TARGET libpq>=14)
option(WEIR_WITH_POSTGRESQL "Quotas in PostgreSQL, by libpq. OFF refuses policies that name one"
       ${LIBPQ_FOUND})
if(WEIR_WITH_POSTGRESQL AND NOT LIBPQ_FOUND)
  message(FATAL_ERROR "WEIR_WITH_POSTGRESQL needs libpq 14 or later (libpq-dev)")
endif()
include(weir_sqlite)
include(weir_phone_numbers)

find_path(RAPIDJSON_INCLUDE_DIR rapidjson/rapidjson.h REQUIRED)
add_library(weir_rapidjson INTERFACE)
target_include_directories(weir_rapidjson SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIR})
target_compile_definitions(weir_rapidjson INTERFACE RAPIDJSON_HAS_STDSTRING=1)
