// SPDX-License-Identifier: MIT
#include "app/shell/fuzzy_match.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace netdyno::app {
namespace {

constexpr int kLetter = 1, kWordStart = 8, kInARow = 9;

char lower(char letter) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
}

bool starts_word(std::string_view text, std::size_t i) {
  if (i == 0) return true;
  const auto before = static_cast<unsigned char>(text[i - 1]);
  return !std::isalnum(before) && before < 0x80;
}

// The best score of `word`'s letters from `from` on: every place of the first letter is tried.
std::optional<int> word_score(std::string_view text, std::string_view word) {
  std::optional<int> best;
  for (std::size_t start = 0; start < text.size(); ++start) {
    if (lower(text[start]) != lower(word[0])) continue;
    int score = 0;
    std::size_t matched = 0, last = 0;
    for (std::size_t i = start; i < text.size() && matched < word.size(); ++i) {
      if (lower(text[i]) != lower(word[matched])) continue;
      score += kLetter + (starts_word(text, i) ? kWordStart : 0);
      if (matched > 0 && last + 1 == i) score += kInARow;
      last = i;
      ++matched;
    }
    if (matched == word.size() && (!best || score > *best)) best = score;
  }
  return best;
}

}  // namespace

std::optional<int> fuzzy_score(std::string_view text, std::string_view typed) {
  int total = 0;
  std::size_t begin = 0;
  while (begin < typed.size()) {
    const std::size_t end = std::min(typed.find(' ', begin), typed.size());
    if (end > begin) {
      const std::optional<int> score = word_score(text, typed.substr(begin, end - begin));
      if (!score) return std::nullopt;
      total += *score;
    }
    begin = end + 1;
  }
  return total;
}

}  // namespace netdyno::app
