/* A governed call from C99, whole and streamed.
 *
 *   chat POLICY.jsonc [--stream] PROMPT
 *
 * The policy names the provider, the guardrails and the quotas. Exit code: 0 answered, 1 failed,
 * 2 usage, 3 a verdict (denied, blocked or over quota). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <weir/weir.h>

/* Tells an error and frees it. A verdict is no fault: its message is for the user to read. */
static int tell(weir_error* error) {
  const int32_t code = weir_error_code(error);
  fprintf(stderr, "%s [%s]\n", weir_error_message(error, NULL), weir_error_reason(error, NULL));
  weir_error_free(error);
  return code >= WEIR_DENIED && code <= WEIR_NEVER_ADMISSIBLE ? 3 : 1;
}

/* {"messages":[{"role":"user","content":"<prompt>"}]}; owned by the caller, NULL: out of memory. */
static char* make_request(const char* prompt) {
  static const char head[] = "{\"messages\":[{\"role\":\"user\",\"content\":\"";
  static const char tail[] = "\"}]}";
  char* request = malloc(sizeof head + sizeof tail + 6 * strlen(prompt));
  char* end = request;
  if (request == NULL) return NULL;
  end += sprintf(end, "%s", head);
  for (; *prompt != '\0'; ++prompt) {
    const unsigned char byte = (unsigned char)*prompt;
    if (byte == '"' || byte == '\\' || byte < 0x20) {
      end += sprintf(end, "\\u%04x", (unsigned)byte);
    } else {
      *end++ = *prompt;
    }
  }
  sprintf(end, "%s", tail);
  return request;
}

/* Shows a text of the model, which is UTF-8. A terminal obeys control characters (C0, DEL, and C1,
 * which is C2 80 to C2 9F): it gets "?" for all but line ends and tabs. A file gets what came. */
static void show_text(const char* text, size_t size) {
  size_t at = 0;
  if (!isatty(STDOUT_FILENO)) {
    fwrite(text, 1, size, stdout);
    return;
  }
  for (; at < size; ++at) {
    const unsigned char byte = (unsigned char)text[at];
    const unsigned char next = (unsigned char)(at + 1 < size ? text[at + 1] : 0);
    const bool is_c1 = byte == 0xC2 && next >= 0x80 && next < 0xA0;
    const bool is_c0 = byte < 0x20 && byte != '\n' && byte != '\t';
    putchar(is_c0 || is_c1 || byte == 0x7F ? '?' : byte);
    if (is_c1) ++at;
  }
}

static int show_whole(weir_call* call, const char* request) {
  weir_error* error = weir_call_run(call, request, strlen(request));
  size_t size = 0;
  const char* text = NULL;
  if (error != NULL) return tell(error);
  text = weir_call_answer_text(call, &size); /* borrowed until the call is freed */
  show_text(text, size);
  putchar('\n');
  return 0;
}

static int show_stream(weir_call* call, const char* request) {
  weir_stream* stream = NULL;
  const weir_event* event = NULL;
  weir_error* error = weir_call_stream(call, request, strlen(request), &stream);
  if (error != NULL) return tell(error);
  while ((error = weir_stream_next(stream, -1, &event)) == NULL && event != NULL) {
    size_t size = 0;
    const char* text = weir_event_text(event, &size);
    show_text(text, size);
    fflush(stdout);
  }
  putchar('\n');
  weir_stream_free(stream);
  return error == NULL ? 0 : tell(error);
}

static int ask(weir_gate* gate, const char* prompt, bool is_stream) {
  weir_call_options options = WEIR_CALL_OPTIONS_INIT;
  weir_call* call = NULL;
  weir_error* error = NULL;
  char* request = NULL;
  int code = 1;
  options.app = "chat.c";
  options.app_size = strlen(options.app);
  error = weir_call_new(gate, &options, &call);
  if (error != NULL) return tell(error);
  request = make_request(prompt);
  if (request != NULL) {
    code = is_stream ? show_stream(call, request) : show_whole(call, request);
    /* What weir did: findings, quotas, tokens, cost. Never a matched text. */
    fprintf(stderr, "%s\n", weir_call_report(call, NULL));
  }
  free(request);
  weir_call_free(call);
  return code;
}

int main(int argc, char** argv) {
  const bool is_stream = argc == 4 && strcmp(argv[2], "--stream") == 0;
  weir_gate_options options = WEIR_GATE_OPTIONS_INIT;
  weir_gate* gate = NULL;
  weir_error* error = NULL;
  int code = 0;
  if (argc != 3 && !is_stream) {
    fprintf(stderr, "usage: %s POLICY.jsonc [--stream] PROMPT\n", argv[0]);
    return 2;
  }
  options.policy_path = argv[1];
  options.policy_path_size = strlen(argv[1]);
  error = weir_gate_open(&options, &gate);
  if (error != NULL) return tell(error);
  code = ask(gate, argv[argc - 1], is_stream);
  weir_gate_free(gate);
  return code;
}
