// SPDX-License-Identifier: MIT
#include "engine/data/sources/csv_source.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/core/error.h"
#include "engine/data/csv_number.h"
#include "engine/data/csv_table.h"

namespace netdyno {

namespace {

constexpr std::size_t kMostClasses = 10000;

// The labels of the training file in order: by value where all are numbers, which may be written
// in several ways ("1" and "1.0"), else by the alphabet.
class LabelList {
 public:
  explicit LabelList(const CsvTable& table) {
    const std::set<std::string> distinct(table.labels.begin(), table.labels.end());
    are_numbers_ = std::ranges::all_of(
        distinct, [](const std::string& label) { return label_number(label).has_value(); });
    for (const std::string& label : distinct) spellings_[key_of(label)].push_back(label);
  }

  std::size_t size() const { return spellings_.size(); }

  // The shortest spelling of each.
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& [key, spellings] : spellings_)
      names.push_back(*std::ranges::min_element(spellings, {}, &std::string::size));
    return names;
  }

  // −1 for a label that is none of them.
  std::int32_t number_of(const std::string& label) const {
    if (are_numbers_ && !label_number(label)) return -1;
    const auto found = spellings_.find(key_of(label));
    if (found == spellings_.end()) return -1;
    return static_cast<std::int32_t>(std::distance(spellings_.begin(), found));
  }

 private:
  using Key = std::pair<double, std::string>;

  Key key_of(const std::string& label) const {
    return are_numbers_ ? Key{*label_number(label) + 0.0, ""} : Key{0, label};  // −0 is 0
  }

  bool are_numbers_ = false;
  std::map<Key, std::vector<std::string>> spellings_;
};

LabelList labels_of(const CsvTable& table, const std::string& file) {
  LabelList labels(table);
  if (labels.size() > kMostClasses)
    throw Error(fmt::format("{}: {} different labels, at most {} classes are possible", file,
                            labels.size(), kMostClasses),
                "Check data.label_column");
  return labels;
}

std::shared_ptr<const Dataset> make_dataset(CsvTable table, const LabelList& list,
                                            const std::string& file) {
  std::map<std::string, std::int32_t> numbers;
  std::vector<std::int32_t> labels;
  for (const std::string& label : table.labels) {
    const auto [known, is_new] = numbers.try_emplace(label, -1);
    if (is_new) known->second = list.number_of(label);
    if (known->second < 0)
      throw Error(fmt::format("{}: the label \"{}\" of example {} is not in the training file",
                              file, label, labels.size()),
                  "Correct the label, or train with examples of it");
    labels.push_back(known->second);
  }
  return std::make_shared<const Dataset>("csv", Shape{table.columns}, std::move(table.values),
                                         std::move(labels), list.names(), std::move(table.notes));
}

CsvTable read_table(const Options& options, const std::string& file) {
  return read_csv(file, options.integer("label_column"));
}

std::shared_ptr<const Dataset> load_csv_train(const Options& options, const SourceContext&) {
  const std::string& file = options.text("path");
  CsvTable table = read_table(options, file);
  const LabelList labels = labels_of(table, file);
  return make_dataset(std::move(table), labels, file);
}

std::shared_ptr<const Dataset> load_csv_test(const Options& options, const SourceContext&) {
  const std::string& file = options.text("test_path");
  if (file.empty()) return nullptr;
  const std::string& train_file = options.text("path");
  const LabelList labels = labels_of(read_table(options, train_file), train_file);
  return make_dataset(read_table(options, file), labels, file);
}

}  // namespace

DataSource csv_source() {
  return {"csv",
          "Points from a text file: numbers and a label on each line",
          {text("path", "the training file").required(),
           text("test_path", "the test file, none when empty"),
           integer("label_column", "column of the label counted from 1, 0 for the last")
               .preset(std::int64_t{0})
               .at_least(0)
               .at_most(1e6)},
          load_csv_train,
          load_csv_test};
}

}  // namespace netdyno
