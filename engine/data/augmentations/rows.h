// engine/data/augmentations/rows.h
// SPDX-License-Identifier: MIT
//
// The rows of augmentations(), a file for each subject.

#pragma once

#include "engine/data/augmentation.h"

namespace netdyno {

// mirror.cpp, crop.cpp
Augmentation flip_augmentation();
Augmentation crop_augmentation();
// affine.cpp: where pixels come from is a linear function of where they go
Augmentation scale_crop_augmentation();
Augmentation translate_augmentation();
Augmentation rotate_augmentation();
Augmentation stretch_augmentation();
Augmentation shear_augmentation();
// lens.cpp
Augmentation lens_augmentation();
// tone.cpp: brightness and contrast, of grey pictures too
Augmentation brightness_augmentation();
Augmentation contrast_augmentation();
// color.cpp: leaves pictures without three channels as they are
Augmentation saturation_augmentation();
Augmentation hue_augmentation();
// pca_color.cpp
Augmentation pca_color_augmentation();
// erase.cpp
Augmentation erase_augmentation();

// Uniform in [-limit, limit).
float draw_signed(double limit, Random& random);

}  // namespace netdyno
