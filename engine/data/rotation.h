// engine/data/rotation.h
// SPDX-License-Identifier: MIT
//
// Preprocessing that turns examples onto the principal axes of the training set.
//
//   pca      y = Uᵀ (x − m): dimensions without correlation, the one that varies most first
//   whiten   y = Λ^(−1/2) Uᵀ (x − m): of deviation 1, too; λ + 1e-5 stands below the root, for an
//            axis along which nothing varies
//   Shapes   x and y [D]; a picture's pixels are dimensions, whose places mean nothing afterwards
//   Errors   RecipeError at "preprocess" for more than 4096 dimensions, whose covariance would take
//            minutes
//   Cost     fitting n examples takes n·D² flops and the eigenvectors about 10·D³: 1 s for 50 000
//            pictures of 784; applying takes 2·D² flops an example
//   Source   Hotelling (1933); U and Λ are the eigenvectors and -values of the covariance
//            Σ (x − m)(x − m)ᵀ/n

#pragma once

#include "engine/data/preprocess.h"

namespace netdyno {

std::shared_ptr<const Preprocessor> fit_pca(const DataView& train);
std::shared_ptr<const Preprocessor> fit_whiten(const DataView& train);

}  // namespace netdyno
