// engine/core/error.h
// SPDX-License-Identifier: MIT
//
// The engine's errors. Each says what failed with the offending values, and what to do about it.
//
//   Error          the world: a missing file, a bad header, a full disk            -> exit status 1
//   RecipeError    the recipe or the command line is wrong, with its JSON path     -> exit status 2
//   ContractError  our own bug: a shape mismatch, backward before forward
//
// A loss that is not finite is no error; the trainer reports it as a Divergence.

#pragma once

#include <stdexcept>
#include <string>

namespace netdyno {

class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& what, std::string hint = {})
      : std::runtime_error(what), hint_(std::move(hint)) {}

  // What the person can do about it; may be empty.
  const std::string& hint() const { return hint_; }

  // "what. hint" in one text, for a terminal or a toast.
  std::string message() const;

 private:
  std::string hint_;
};

class RecipeError : public Error {
 public:
  // `path` names the place in the recipe, as in "model.layers[3].size".
  RecipeError(std::string path, const std::string& problem, std::string hint = {});

  const std::string& path() const { return path_; }
  const std::string& problem() const { return problem_; }

  // The same error one level further out: `prefix` + "." + path.
  RecipeError within(const std::string& prefix) const;

 private:
  std::string path_;
  std::string problem_;
};

class ContractError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void fail_contract(const char* condition, const std::string& text, const char* file,
                                int line);

}  // namespace netdyno

// A promise between our own functions, kept in every build. `text` is evaluated on failure only.
#define DYNO_CHECK(condition, text)                                     \
  do {                                                                  \
    if (!(condition)) [[unlikely]]                                      \
      ::netdyno::fail_contract(#condition, (text), __FILE__, __LINE__); \
  } while (false)
