/* Scans a text: prints "to <EMAIL_ADDRESS>". */
#include <stdio.h>
#include <string.h>
#include <weir/weir.h>

int main(void) {
  static const char text[] = "to matti@example.org";
  weir_scanner *scanner = NULL;
  weir_scan *scan = NULL;
  if (weir_version_number() != WEIR_VERSION_NUMBER) return 1;
  if (weir_scanner_new(NULL, NULL, &scanner) != NULL) return 1;
  if (weir_scan_new(scanner, &scan) != NULL) return 1;
  if (weir_scan_feed(scan, text, strlen(text)) != NULL) return 1;
  fputs(weir_scan_output(scan, NULL), stdout);
  if (weir_scan_finish(scan) != NULL) return 1;
  puts(weir_scan_output(scan, NULL));
  weir_scan_free(scan);
  weir_scanner_free(scanner);
  return 0;
}
