# libphonenumber, where it is there: it comes with neither a package configuration nor a .pc file, and
# its headers need those of protobuf and Abseil. 8.12 and later have what weir uses.

include(CheckCXXSourceCompiles)
set(WEIR_PHONENUMBER_LIBRARIES phonenumber protobuf)
set(CMAKE_REQUIRED_LIBRARIES ${WEIR_PHONENUMBER_LIBRARIES})
check_cxx_source_compiles("
  #include <phonenumbers/phonenumberutil.h>
  int main() {
    using i18n::phonenumbers::PhoneNumberUtil;
    i18n::phonenumbers::PhoneNumber number;
    return PhoneNumberUtil::GetInstance()->IsPossibleNumberWithReason(number) == 0;
  }" WEIR_PHONENUMBER_FOUND)
unset(CMAKE_REQUIRED_LIBRARIES)

option(WEIR_WITH_PHONENUMBER "Telephone numbers of more countries, by libphonenumber"
       ${WEIR_PHONENUMBER_FOUND})
if(WEIR_WITH_PHONENUMBER AND NOT WEIR_PHONENUMBER_FOUND)
  message(FATAL_ERROR "WEIR_WITH_PHONENUMBER: no libphonenumber with its headers is here")
endif()
if(WEIR_WITH_PHONENUMBER)
  add_library(weir_libphonenumber INTERFACE)
  target_link_libraries(weir_libphonenumber INTERFACE ${WEIR_PHONENUMBER_LIBRARIES})
else()
  message(STATUS "Telephone numbers by the built-in table alone (WEIR_WITH_PHONENUMBER is OFF)")
endif()
