# What `cmake --install` puts where: headers, libraries, package config (find_package), weir.pc.

include(CMakePackageConfigHelpers)
set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/weir)

install(TARGETS weir EXPORT weirTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(WEIR_STATIC)
  install(FILES $<TARGET_PROPERTY:weir_static_archive,ARCHIVE> DESTINATION ${CMAKE_INSTALL_LIBDIR})
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/weir DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/include/weir/REASONS.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/weirConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/weirConfig.cmake INSTALL_DESTINATION ${package_directory})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/weirConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)  # from 1.0: SameMajorVersion
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/weirConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/weirConfigVersion.cmake
        DESTINATION ${package_directory})
install(EXPORT weirTargets NAMESPACE weir:: DESTINATION ${package_directory})

# What a program needs that links libweir.a.
set(static_libraries "-lstdc++ -lhs -lcrypto -ldate-tz -lpthread -lm")
if(WEIR_WITH_CURL)
  string(PREPEND static_libraries "-lcurl ")
endif()
if(WEIR_WITH_TOML)
  string(PREPEND static_libraries "-lre2 ")
endif()
if(WEIR_WITH_POSTGRESQL)
  string(PREPEND static_libraries "-lpq ")
endif()
if(WEIR_WITH_PHONENUMBER)
  string(PREPEND static_libraries "-lphonenumber -lprotobuf ")
endif()
if(SYSTEM_SQLITE_FOUND)
  string(PREPEND static_libraries "-lsqlite3 ")
endif()
# Relative, so that the installed tree may be moved.
file(RELATIVE_PATH prefix_from_pkgconfig /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" prefix_from_pkgconfig ${prefix_from_pkgconfig})
configure_file(${CMAKE_CURRENT_LIST_DIR}/weir.pc.in ${CMAKE_CURRENT_BINARY_DIR}/weir.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/weir.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
