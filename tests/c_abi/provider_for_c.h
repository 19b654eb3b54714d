/* The loopback provider for a C program. */
#ifndef WEIR_TESTS_PROVIDER_FOR_C_H
#define WEIR_TESTS_PROVIDER_FOR_C_H

#ifdef __cplusplus
extern "C" {
#endif

/* Imitates OpenAI's API until the program ends. NULL: it could not start. */
const char* start_provider(void);

#ifdef __cplusplus
}
#endif
#endif
