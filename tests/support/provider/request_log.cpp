#include "support/provider/request_log.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace weir::testing {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

bool holds_key(std::string_view header) {
  return header == "authorization" || header == "api-key" || header == "x-api-key" ||
         header == "x-goog-api-key";
}

void write_string(Writer& writer, std::string_view text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

std::string size_of(std::string_view key) {
  std::string text = std::to_string(key.size());
  text.append(" bytes, not shown");
  return text;
}

void write_request(Writer& writer, const ReceivedRequest& request) {
  writer.StartObject();
  writer.Key("connection");
  writer.Int64(request.connection);
  writer.Key("method");
  write_string(writer, request.method);
  writer.Key("target");
  write_string(writer, request.target);
  writer.Key("headers");
  writer.StartArray();
  for (const auto& [name, value] : request.headers) {
    writer.StartArray();
    write_string(writer, name);
    write_string(writer, holds_key(name) ? size_of(value) : value);
    writer.EndArray();
  }
  writer.EndArray();
  writer.Key("body");
  write_string(writer, request.body);
  writer.EndObject();
}

}  // namespace

void RequestLog::add(const ReceivedRequest& request) {
  const MutexLock lock(mutex_);
  ++count_;
  bytes_ += static_cast<int64_t>(request.body.size());
  if (max_requests_ == 0) return;
  kept_bytes_ += static_cast<int64_t>(request.body.size());
  kept_.push_back(request);
  while (kept_.size() > max_requests_ || (kept_bytes_ > kMaxKeptBytes && kept_.size() > 1)) {
    kept_bytes_ -= static_cast<int64_t>(kept_.front().body.size());
    kept_.pop_front();
  }
}

std::vector<ReceivedRequest> RequestLog::requests() const {
  const MutexLock lock(mutex_);
  return {kept_.begin(), kept_.end()};
}

int64_t RequestLog::count() const {
  const MutexLock lock(mutex_);
  return count_;
}

int64_t RequestLog::bytes() const {
  const MutexLock lock(mutex_);
  return bytes_;
}

std::string RequestLog::json() const {
  const std::vector<ReceivedRequest> kept = requests();
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartArray();
  for (const ReceivedRequest& request : kept) write_request(writer, request);
  writer.EndArray();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace weir::testing
