# libweir.a: the objects of every part in one archive, for programs that want no shared library. Its
# outside libraries are named in weir.pc (pkg-config --static).

# weir_static_archive(<sources of c_api> PARTS <parts>)
function(weir_static_archive)
  cmake_parse_arguments(STATIC "" "" "SOURCES;PARTS" ${ARGN})
  add_library(weir_doors STATIC ${STATIC_SOURCES})
  target_include_directories(weir_doors PRIVATE ${PROJECT_SOURCE_DIR}/include)
  target_compile_definitions(weir_doors PRIVATE $<$<BOOL:${WEIR_WITH_CURL}>:WEIR_WITH_CURL>
                                                $<$<BOOL:${WEIR_WITH_TOML}>:WEIR_WITH_TOML>)
  target_link_libraries(weir_doors PRIVATE weir_warnings ${STATIC_PARTS})
  set(archive ${CMAKE_ARCHIVE_OUTPUT_DIRECTORY}/libweir.a)
  set(parts weir_doors ${STATIC_PARTS} weir_guardrails weir_regex weir_normaliser weir_detectors
            weir_providers weir_quotas weir_inference_log weir_identity weir_policy weir_base)
  get_target_property(sqlite_type weir_sqlite3 TYPE)
  if(sqlite_type STREQUAL STATIC_LIBRARY)
    list(APPEND parts weir_sqlite3)
  endif()
  set(script "create ${archive}\n")
  foreach(part ${parts})
    string(APPEND script "addlib $<TARGET_FILE:${part}>\n")
  endforeach()
  file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/libweir.mri CONTENT "${script}save\nend\n")
  add_custom_command(OUTPUT ${archive} DEPENDS ${parts} ${CMAKE_CURRENT_BINARY_DIR}/libweir.mri
    COMMAND ${CMAKE_COMMAND} -E rm -f ${archive}
    COMMAND ${CMAKE_AR} -M < ${CMAKE_CURRENT_BINARY_DIR}/libweir.mri VERBATIM)
  add_custom_target(weir_static_archive ALL DEPENDS ${archive})
  set_target_properties(weir_static_archive PROPERTIES ARCHIVE ${archive})
endfunction()
