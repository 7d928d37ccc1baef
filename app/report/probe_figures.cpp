// SPDX-License-Identifier: MIT
#include "app/report/probe_figures.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/report/ridge_sheet.h"
#include "app/view_models/boundary_model.h"
#include "app/view_models/data_model.h"
#include "app/view_models/number_text.h"
#include "engine/core/error.h"
#include "engine/probe/saliency_methods.h"

namespace netdyno::app {

namespace {

template <typename T>
const T& value_of(const ProbeResultPtr& result) {
  const T* const value = result ? std::get_if<T>(&result->value) : nullptr;
  DYNO_CHECK(value, "the result of the probe that the figure shows");
  return *value;
}

std::string distribution_csv(const DistributionSet& set) {
  std::string csv = "layer,name,low,high,count\n";
  for (const Distribution& row : set.rows) {
    const Histogram& h = row.histogram;
    const double width =
        (h.hi - h.lo) / static_cast<double>(std::max<std::size_t>(h.counts.size(), 1));
    for (std::size_t i = 0; i < h.counts.size(); ++i)
      fmt::format_to(std::back_inserter(csv), "{},{},{},{},{}\n", row.layer, csv_field(row.name),
                     h.lo + width * static_cast<double>(i),
                     h.lo + width * static_cast<double>(i + 1), h.counts[i]);
    fmt::format_to(std::back_inserter(csv), "{},{},0,0,{}\n", row.layer, csv_field(row.name),
                   h.zeros);
  }
  return csv;
}

// Pictures of equal size that stand one above the other.
std::vector<Picture> cut_apart(const Pixels& all, std::size_t count) {
  std::vector<Picture> pictures(count);
  const std::size_t size = all.rgba.size() / std::max<std::size_t>(count, 1);
  for (std::size_t i = 0; i < count; ++i) {
    pictures[i].pixels.width = all.width;
    pictures[i].pixels.height = all.height / static_cast<int>(count);
    const auto first = all.rgba.begin() + static_cast<std::ptrdiff_t>(i * size);
    pictures[i].pixels.rgba.assign(first, first + static_cast<std::ptrdiff_t>(size));
  }
  return pictures;
}

PictureLegend signed_legend(const std::string& end, const FigurePage& page) {
  return {diverging_legend(kMapLegendWidth, page.theme), "−" + end, "0", end};
}

Sheet filter_sheet(const ImageGrid& grid, const FilterView& view, const std::string& title,
                   const FigurePage& page) {
  const auto count = static_cast<std::size_t>(grid.count);
  const std::vector<Picture> pictures =
      cut_apart(filter_pixels(grid, 1, 0, page.theme, view), count);
  const std::size_t columns = best_columns(count, page.width, page.width * 0.6);
  const std::string end =
      view.scale == MapScale::Local ? std::string("largest") : number_text(filter_limit(grid));
  return picture_sheet(title, pictures, columns, 8 * page.font,
                       grid.channels == 3 ? PictureLegend() : signed_legend(end, page), page);
}

Sheet saliency_sheet(const SaliencySet& set, const ClassNames& names, bool is_shared,
                     const std::string& title, const FigurePage& page) {
  const SaliencyMethodRow& method = saliency_method(set.method);
  float largest = 0;
  for (const SaliencyImage& image : set.images) largest = std::max(largest, image.saliency_max);
  std::vector<Picture> pictures;
  for (const SaliencyImage& image : set.images) {
    const PredictionModel prediction = build_prediction(image, names, 1);
    pictures.push_back({image_pixels(image), prediction.has_truth ? prediction.truth : image.name});
    if (image.saliency.empty()) continue;
    const std::optional<float> limit = is_shared ? std::optional(largest) : std::nullopt;
    pictures.push_back(
        {saliency_pixels(image, page.theme, method.is_signed, limit), "→ " + prediction.predicted});
  }
  const std::string end = is_shared ? number_text(static_cast<double>(largest)) : "largest";
  return picture_sheet(
      set.note.empty() ? title : fmt::format("{}: {}", title, set.note), pictures, 4,
      14 * page.font,
      method.is_signed
          ? signed_legend(end, page)
          : PictureLegend{sequential_legend(kMapLegendWidth, page.theme), "0", "", end},
      page);
}

std::vector<FigureArray> saliency_arrays(const SaliencySet& set) {
  std::vector<float> pixels, maps;
  for (const SaliencyImage& image : set.images) {
    pixels.insert(pixels.end(), image.pixels.begin(), image.pixels.end());
    maps.insert(maps.end(), image.saliency.begin(), image.saliency.end());
  }
  const auto count = static_cast<Index>(set.images.size());
  const Shape& shape = set.images.front().shape;
  std::vector<FigureArray> arrays;
  if (static_cast<Index>(pixels.size()) == count * shape.size())
    arrays.push_back({"images", Tensor(shape.with_batch(count), pixels)});
  const Shape map = {count, shape.height(), shape.width()};
  if (static_cast<Index>(maps.size()) == map.size()) arrays.push_back({"maps", Tensor(map, maps)});
  return arrays;
}

std::vector<FigureArray> sample_arrays(const SampleSet& set) {
  std::vector<float> pixels, received;
  for (const DataSample& sample : set.samples) {
    pixels.insert(pixels.end(), sample.pixels.begin(), sample.pixels.end());
    received.insert(received.end(), sample.received.begin(), sample.received.end());
  }
  const Shape shape = set.shape.with_batch(static_cast<Index>(set.samples.size()));
  std::vector<FigureArray> arrays;
  if (static_cast<Index>(pixels.size()) == shape.size())
    arrays.push_back({"pixels", Tensor(shape, pixels)});
  if (static_cast<Index>(received.size()) == shape.size())
    arrays.push_back({"received", Tensor(shape, received)});
  return arrays;
}

std::string confusion_csv(const ConfusionMatrix& matrix, const ClassNames& names) {
  const auto name = [&](std::size_t c) {
    return csv_field(class_name(names, static_cast<std::int32_t>(c)));
  };
  std::string csv = "label";
  for (std::size_t c = 0; c < matrix.classes; ++c) csv.append(",").append(name(c));
  for (std::size_t row = 0; row < matrix.classes; ++row) {
    csv.append("\n").append(name(row));
    for (std::size_t column = 0; column < matrix.classes; ++column)
      csv.append(",").append(std::to_string(matrix.count(row, column)));
  }
  csv.append("\n");
  return csv;
}

}  // namespace

bool has_pictures(const ProbeResult& result) {
  if (const auto* grid = std::get_if<ImageGrid>(&result.value)) return grid->count > 0;
  if (const auto* set = std::get_if<SaliencySet>(&result.value)) return !set->images.empty();
  if (const auto* set = std::get_if<SampleSet>(&result.value))
    return !set->samples.empty() && set->shape.is_image();
  if (const auto* data = std::get_if<DataStatistics>(&result.value))
    return data->shape.is_image() && !data->mean.empty();
  const auto* map = std::get_if<DecisionMap>(&result.value);
  return map && map->is_planar;
}

ProbeResultPtr probe_result(const Snapshot* snapshot, std::string_view id) {
  if (!snapshot) return nullptr;
  const auto found = snapshot->probes.find(id);
  return found == snapshot->probes.end() ? nullptr : found->second;
}

RunFigure distributions_figure(const ProbeResultPtr& result, DistributionKind kind,
                               bool has_title) {
  const auto& set = value_of<DistributionSet>(result);
  const std::string label = distribution_heading(kind).label;
  const std::string title =
      has_title ? fmt::format("{} after step {}", label, count_text(result->step)) : std::string();
  std::string id = label;
  std::ranges::transform(id, id.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  return {id, label,
          [result, kind, title](const FigurePage& page) {
            return distribution_sheet(
                title, build_distributions(value_of<DistributionSet>(result), kind), page);
          },
          distribution_csv(set)};
}

RunFigure ridge_figure(const Ridge& ridge, std::vector<ProbeResultPtr> results, std::string title) {
  std::string csv = "step,low,high,count\n";
  for (const RidgeSlice& slice : ridge.slices) {
    const Histogram& h = slice.distribution->histogram;
    const double width =
        (h.hi - h.lo) / static_cast<double>(std::max<std::size_t>(h.counts.size(), 1));
    for (std::size_t i = 0; i < h.counts.size(); ++i)
      fmt::format_to(std::back_inserter(csv), "{},{},{},{}\n", slice.step,
                     h.lo + width * static_cast<double>(i),
                     h.lo + width * static_cast<double>(i + 1), h.counts[i]);
  }
  const auto kept = std::make_shared<const std::vector<ProbeResultPtr>>(std::move(results));
  return {"ridge", title,
          [ridge, kept, title](const FigurePage& page) {
            return ridge_sheet(title, ridge, kept, page);
          },
          csv};
}

RunFigure filters_figure(const ProbeResultPtr& result, bool are_maps, const FilterView& view,
                         bool has_title) {
  const auto& grid = value_of<ImageGrid>(result);
  const std::string label = are_maps ? "Feature maps" : "Filters";
  const std::string title =
      has_title ? fmt::format("{} of layer {}, {}×{}", label, grid.layer, grid.height, grid.width)
                : std::string();
  RunFigure figure{are_maps ? "feature-maps" : "filters", label, {}};
  figure.sheet = [result, view, title](const FigurePage& page) {
    return filter_sheet(value_of<ImageGrid>(result), view, title, page);
  };
  figure.arrays = [result] {
    const auto& images = value_of<ImageGrid>(result);
    return std::vector<FigureArray>{
        {fmt::format("layer-{}", images.layer),
         Tensor({images.count, images.channels, images.height, images.width}, images.values)}};
  };
  return figure;
}

RunFigure saliency_figure(const ProbeResultPtr& result, const ClassNames& names, bool is_shared,
                          bool has_title) {
  const std::string title = has_title ? "Which pixels the prediction depends on" : "";
  RunFigure figure{"saliency", "Saliency", {}};
  figure.sheet = [result, names, is_shared, title](const FigurePage& page) {
    return saliency_sheet(value_of<SaliencySet>(result), names, is_shared, title, page);
  };
  figure.arrays = [result] { return saliency_arrays(value_of<SaliencySet>(result)); };
  return figure;
}

RunFigure boundary_figure(const ProbeResultPtr& result, const ClassNames& names, bool has_title) {
  RunFigure figure =
      chart_figure("boundary", "Decision boundary",
                   [result, names](const FigurePage& page) {
                     Figure map = build_boundary(value_of<DecisionMap>(result), names, page.theme);
                     map.has_legend = true;  // which the panel draws by itself
                     return map;
                   },
                   {has_title ? "Decision boundary" : "", 1.1, [result](const FigurePage& page) {
                      return region_pixels(value_of<DecisionMap>(result), page.theme);
                    }});
  figure.csv = figure_csv(build_boundary(value_of<DecisionMap>(result), names, Theme::light(1)));
  figure.arrays = [result] {
    const auto& map = value_of<DecisionMap>(result);
    return std::vector<FigureArray>{
        {"probability", Tensor({map.rows, map.columns}, map.probability)}};
  };
  return figure;
}

RunFigure samples_figure(const ProbeResultPtr& result, const ClassNames& names) {
  RunFigure figure{"samples", "Samples", {}};
  figure.sheet = [result, names](const FigurePage& page) {
    const auto& set = value_of<SampleSet>(result);
    std::vector<Picture> pictures =
        cut_apart(picture_sheet(set.shape, set.samples, PictureKind::Pixels, 1, page.theme),
                  set.samples.size());
    for (std::size_t i = 0; i < pictures.size(); ++i)
      pictures[i].caption = class_name(names, set.samples[i].label);
    return picture_sheet("Training examples", pictures, 6, 10 * page.font, {}, page);
  };
  figure.arrays = [result] { return sample_arrays(value_of<SampleSet>(result)); };
  return figure;
}

RunFigure data_figure(const ProbeResultPtr& result) {
  RunFigure figure{"mean-image", "Mean and deviation of the data", {}};
  figure.sheet = [result](const FigurePage& page) {
    const auto& data = value_of<DataStatistics>(result);
    const std::vector<Picture> pictures = {{mean_picture(data, page.theme), "mean"},
                                           {deviation_picture(data, page.theme), "deviation"}};
    return picture_sheet("Mean and deviation of the training images", pictures, 2, 16 * page.font,
                         {}, page);
  };
  figure.arrays = [result] {
    const auto& data = value_of<DataStatistics>(result);
    return std::vector<FigureArray>{{"mean", Tensor(data.shape, data.mean)},
                                    {"deviation", Tensor(data.shape, data.deviation)}};
  };
  return figure;
}

RunFigure confusion_figure(const ConfusionMatrix& matrix, const ClassNames& names,
                           const std::string& heading) {
  return {"confusion", "Confusion matrix",
          [matrix, names, heading](const FigurePage& page) {
            return confusion_sheet(heading, matrix, names, page);
          },
          confusion_csv(matrix, names)};
}

}  // namespace netdyno::app
