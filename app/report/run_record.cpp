// SPDX-License-Identifier: MIT
#include "app/report/run_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/core/error.h"
#include "engine/run/checkpoint.h"
#include "engine/run/metrics_file.h"
#include "engine/run/weights_file.h"

namespace netdyno::app {

namespace {

namespace fs = std::filesystem;

constexpr Index kMostExamples = 10000;  // of the confusion matrix
constexpr Index kPinned = 8;

Json read_json(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return Json::parse(text, nullptr, false);
}

// "step 120: learning_rate 0.1"
std::string change_text(const Json& command) {
  std::string text = fmt::format("step {}: {}", command.value("step", Json()).dump(),
                                 command.value("command", std::string("?")));
  for (const auto& [key, value] : command.items())
    if (key != "step" && key != "command")
      text +=
          fmt::format(" {} {}", key, value.is_string() ? value.get<std::string>() : value.dump());
  return text;
}

std::vector<std::string> read_changes(const fs::path& file) {
  std::vector<std::string> changes;
  const Json journal = read_json(file);
  if (!journal.is_object() || !journal.contains("commands")) return changes;
  for (const Json& command : journal.at("commands"))
    if (command.is_object()) changes.push_back(change_text(command));
  return changes;
}

// The knobs that were turned are known to the checkpoint only.
void take_markers(const fs::path& folder, History& history) {
  if (!fs::exists(folder / kCheckpointFile)) return;
  const Checkpoint checkpoint = read_checkpoint(folder);
  for (const KnobMarker& marker : checkpoint.run.history.markers())
    if (history.empty() || marker.step <= history.record(history.size() - 1).step)
      history.append(marker);
}

// The network with its data, to look at what it learned.
class Examination {
 public:
  Examination(const Recipe& recipe, const fs::path& weights, int threads)
      : pool_(threads > 0 ? threads : WorkerPool::available_threads()),
        kernels_(make_kernels(Backend::OneDnn, pool_)),
        data_(load_splits(recipe.data.source, recipe.data.train, recipe.data.validation,
                          {.input = recipe.model.input, .seed = recipe.seed, .progress = {}})),
        trainer_(recipe, data_, *kernels_) {
    load_network_weights(trainer_.network(), weights);
    for (Index i = 0; i < data_.validation.count && static_cast<Index>(pinned_.size()) < kPinned;
         ++i)
      if (data_.validation.label(i) == static_cast<std::int32_t>(pinned_.size()))
        pinned_.push_back(i);
  }

  void measure(std::int64_t step, RunContent& content) {
    content.class_names = data_.dataset()->class_names();
    for (const char* id : {"weights", "filters", "saliency", "boundary"}) probe(id, step, content);
    content.confusion = confusion();
    // One more minibatch passes, on a copy of what was saved, for what only passes show.
    trainer_.step();
    for (const char* id : {"activations", "gradients"}) probe(id, step, content);
  }

 private:
  void probe(const std::string& id, std::int64_t step, RunContent& content) {
    const Probe* const found = find_probe(id);
    if (!found || (id == "saliency" && data_.validation.count == 0)) return;
    const ProbeInput input{.network = trainer_.network(),
                           .batch = trainer_.batch(),
                           .workspace = trainer_.workspace(),
                           .validation = data_.validation,
                           .preprocessor = trainer_.preprocessor(),
                           .pinned = pinned_,
                           .seed = trainer_.recipe().seed,
                           .step = trainer_.steps_taken(),
                           .scratch = scratch_,
                           .train = data_.train,
                           .preprocess = trainer_.recipe().data.preprocess};
    content.probes[id] =
        std::make_shared<const ProbeResult>(ProbeResult{step, found->measure(input)});
  }

  std::optional<ConfusionMatrix> confusion() {
    const Index count = std::min(data_.validation.count, kMostExamples);
    const std::vector<std::string>& names = data_.dataset()->class_names();
    if (count == 0 || names.size() > 40) return std::nullopt;
    ConfusionMatrix matrix{names, std::vector<std::int64_t>(names.size() * names.size())};
    constexpr Index kSlice = 100;
    for (Index begin = 0; begin < count; begin += kSlice) {
      Batch batch;
      read_batch(data_.validation, begin, std::min(kSlice, count - begin), trainer_.preprocessor(),
                 batch);
      const Tensor& logits =
          trainer_.network().forward(batch.x, scratch_, {.mode = Mode::Inference});
      for (Index n = 0; n < batch.x.batch_size(); ++n) {
        const auto scores = logits.sample(n);
        const auto best =
            static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
        const auto label = static_cast<std::size_t>(batch.labels[static_cast<std::size_t>(n)]);
        // More outputs than classes are allowed.
        if (best < names.size()) ++matrix.counts[label * names.size() + best];
      }
    }
    return matrix;
  }

  WorkerPool pool_;
  std::unique_ptr<Kernels> kernels_;
  DataSplits data_;
  Trainer trainer_;
  Workspace scratch_;
  std::vector<Index> pinned_;
};

void describe_network(const Recipe& recipe, RunContent& content) {
  WorkerPool pool(1);
  const auto kernels = make_kernels(Backend::OneDnn, pool);
  const Network network(recipe.model, *kernels);
  content.network =
      summarize(network, recipe.batch_size, optimizer_type(recipe.optimizer.kind).moments);
}

}  // namespace

RunContent read_run(const fs::path& folder, int threads) {
  RunContent content;
  content.name = fs::absolute(folder).lexically_normal().filename().string();
  if (content.name.empty())
    content.name = fs::absolute(folder).lexically_normal().parent_path().filename().string();
  if (!fs::exists(folder / "metrics.csv") && holds_event_files(folder)) {
    content.scalars = read_event_scalars(folder);
    return content;
  }
  content.history = read_metrics(folder / "metrics.csv");
  const Recipe recipe = read_recipe(folder / "recipe.json");
  content.recipe = recipe_to_json(recipe).dump(2);
  content.changes = read_changes(folder / "journal.json");
  describe_network(recipe, content);
  const std::int64_t step =
      content.history.empty() ? 0 : content.history.record(content.history.size() - 1).step;
  try {
    take_markers(folder, content.history);
    Examination(recipe, folder / "weights.safetensors", threads).measure(step, content);
  } catch (const Error& error) {
    content.notes.push_back("Not everything could be measured: " + error.message());
  }
  return content;
}

}  // namespace netdyno::app
