// app/report/sheet.h
// SPDX-License-Identifier: MIT
//
// Pages that are no charts: distributions, pictures side by side, tables, a confusion matrix. Each
// is as high as its content needs at the page's width.

#pragma once

#include <string>
#include <vector>

#include "app/chart/cairo_canvas.h"
#include "app/chart/figure_page.h"
#include "app/view_models/distribution_model.h"
#include "app/view_models/predictions_model.h"

namespace netdyno::app {

// Something to draw, with the height it needs.
struct Sheet {
  DrawPage draw;
  double height = 0;  // points, margins included
};

// A histogram, mean and deviation for each layer.
Sheet distribution_sheet(const std::string& title, const std::vector<DistributionRow>& rows,
                         const FigurePage& page);

struct Picture {
  Pixels pixels;
  std::string caption;  // below it; may be empty
};
// Side by side in rows of at most `columns`, each as wide as fits and none wider than `widest`
// points. `legend` under them, where it has pixels, with its ends' names.
struct PictureLegend {
  Pixels pixels;
  std::string low, middle, high;
};
Sheet picture_sheet(const std::string& title, const std::vector<Picture>& pictures,
                    std::size_t columns, double widest, const PictureLegend& legend,
                    const FigurePage& page);

// The first row is the heading; `left_columns` are aligned left, the others right.
Sheet table_sheet(const std::string& title, const std::vector<std::vector<std::string>>& rows,
                  std::size_t left_columns, const FigurePage& page);

// Rows: the label, columns: the prediction.
Sheet confusion_sheet(const std::string& title, const ConfusionMatrix& matrix,
                      const std::vector<std::string>& names, const FigurePage& page);

}  // namespace netdyno::app
