// engine/data/sources/images_source.h
// SPDX-License-Identifier: MIT
//
// The source "images": a folder with a folder of pictures for each class.
//
//   Shapes   [C,H,W] as the model's input: a picture of another size is scaled until it covers H×W
//            and its middle is taken; C = 1 makes it grey, C = 3 coloured
//   Order    the same on every machine: the classes in alphabetical order, in each the pictures in
//            a fixed random order, and of these one of each class in turn, so that the first
//            examples and those after them are of all classes
//   Errors   Error as find_pictures(), and with the names of pictures that cannot be read, unless
//            they are to be skipped; RecipeError at "model.input" for an input that is no image of
//            1 or 3 channels
//   Range    pictures as read_picture() knows them; what is left out is in the dataset's notes

#pragma once

#include "engine/data/data_source.h"

namespace netdyno {

DataSource images_source();

}  // namespace netdyno
