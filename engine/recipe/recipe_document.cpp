// SPDX-License-Identifier: MIT
#include "engine/recipe/recipe_document.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "engine/core/error.h"

namespace netdyno {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostBytes = std::size_t{4} << 20;
constexpr std::size_t kMostDepth = 64;
constexpr std::size_t kMostKeys = 4096;
constexpr std::size_t kMostTextBytes = 4096;
constexpr std::size_t kShownBytes = 60;

// The text's beginning, cut between two UTF-8 characters.
std::string shortened(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

// Builds the document from the parser's events; the parser itself needs no recursion.
class DocumentBuilder final : public nlohmann::json_sax<Json> {
 public:
  explicit DocumentBuilder(std::string_view text) : text_(text) {}

  Json take() { return std::move(root_); }

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool binary(binary_t&) override { return false; }  // never in text
  bool string(string_t& value) override {
    if (value.size() > kMostTextBytes)
      throw RecipeError(path(), fmt::format("a text of {} bytes, expected at most {}", value.size(),
                                            kMostTextBytes));
    refuse_nul(value);
    return add(std::move(value));
  }

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }

  bool key(string_t& key) override {
    refuse_nul(key);
    Level& level = levels_.back();
    level.key = key;
    if (key.size() > kMostTextBytes || level.keys.size() >= kMostKeys)
      throw RecipeError(
          "", fmt::format("a key is too long or an object has more than {} keys", kMostKeys));
    if (!level.keys.insert(key).second) throw RecipeError(path(), "the key is given twice");
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    // "[json.exception.…] parse error at line 1, column 2: what is wrong"; only the last part, for
    // the place is said below, alike for all errors.
    std::string what = error.what();
    what.erase(0, std::min(what.size(), what.find("] ") + 2));
    if (what.starts_with("parse error at")) what.erase(0, what.find(": ") + 2);
    throw RecipeError("", fmt::format("{}: {}", place(position), shortened(what, 300)));
  }

  std::string place(std::size_t position) const {
    std::string_view read = text_.substr(0, std::min(position, text_.size()));
    if (read.ends_with('\n')) read.remove_suffix(1);  // the line's end is where the line was wrong
    const auto line = 1 + std::ranges::count(read, '\n');
    const std::size_t line_begin = read.rfind('\n') + 1;  // 0 on the first line
    return fmt::format("line {}, column {}", line,
                       std::max<std::size_t>(1, read.size() - line_begin));
  }

 private:
  struct Level {
    Json* value;
    std::string key;
    std::unordered_set<std::string> keys;
  };

  Json* insert(Json value) {
    if (levels_.empty()) return &(root_ = std::move(value));
    Level& level = levels_.back();
    if (level.value->is_array()) return &level.value->emplace_back(std::move(value));
    return &((*level.value)[level.key] = std::move(value));
  }

  bool add(Json value) {
    insert(std::move(value));
    return true;
  }

  // The pointer stays good: its parent grows only after this level was closed.
  bool open(Json value) {
    if (levels_.size() >= kMostDepth)
      throw RecipeError("", fmt::format("nested more than {} deep", kMostDepth));
    levels_.push_back({insert(std::move(value)), {}, {}});
    return true;
  }

  bool close() {
    levels_.pop_back();
    return true;
  }

  // File names and messages would end there and mean something else.
  void refuse_nul(const string_t& text) const {
    if (text.find('\0') != text.npos)
      throw RecipeError(path(), "a text with a NUL character (\\u0000)", "Leave it out");
  }

  std::string path() const {
    std::string joined;
    for (const Level& level : levels_) {
      // Of an outer list it is the last entry that is being read, of the innermost the next one.
      const std::size_t entry = level.value->size() - (&level == &levels_.back() ? 0 : 1);
      if (level.value->is_array())
        joined += fmt::format("[{}]", entry);
      else
        joined += fmt::format("{}{}", joined.empty() ? "" : ".", shortened(level.key, kShownBytes));
    }
    return joined;
  }

  std::string_view text_;
  Json root_;
  std::vector<Level> levels_;
};

}  // namespace

Json parse_document(std::string_view text) {
  if (text.size() > kMostBytes)
    throw RecipeError("",
                      fmt::format("{} bytes, a recipe has at most {}", text.size(), kMostBytes));
  DocumentBuilder builder(text);
  // The parser would take it for the end and leave out what follows.
  if (const std::size_t nul = text.find('\0'); nul != text.npos)
    throw RecipeError("", fmt::format("{}: a NUL byte, expected text", builder.place(nul + 1)),
                      "The file may be damaged, or UTF-16; save it as UTF-8");
  constexpr bool kStrict = true;
  constexpr bool kIgnoreComments = true;
  Json::sax_parse(text.begin(), text.end(), &builder, Json::input_format_t::json, kStrict,
                  kIgnoreComments);
  return builder.take();
}

std::string describe_json(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  if (value.is_string())
    return fmt::format("the text \"{}\"",
                       shortened(value.get_ref<const std::string&>(), kShownBytes));
  if (value.is_number()) return fmt::format("the number {}", value.dump());
  return value.dump();  // null, true, false
}

}  // namespace netdyno
