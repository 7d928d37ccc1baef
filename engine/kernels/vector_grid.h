// engine/kernels/vector_grid.h
// SPDX-License-Identifier: MIT
//
// How the outputs of a window of stride 1 are cut into vectors, and how the padded input lies in
// memory for it. There are two ways, and the one with fewer vectors is taken:
//
//   by rows  each output row is cut by itself; its last vector ends where the row ends and overlaps
//            the one before
//   flat     outputs are kept at the padded input's pitch, so that vectors run on over row ends;
//   what
//            they compute there is thrown away. Good for narrow images.

#pragma once

#include "engine/core/shape.h"

namespace netdyno {

struct VectorGrid {
  VectorGrid(Index height, Index width, Index size, Index pad);

  Index height, width, pad;     // of the input, without its padding (pixels)
  Index out_height, out_width;  // (pixels)
  bool flat;
  Index pitch;        // from a row of the padded input to the next (values)
  Index plane;        // from a channel of the padded input to the next (values)
  Index rows;         // of vectors: output rows, or 1 when flat
  Index row_vectors;  // vectors in a row
  Index flat_plane;   // flat: from a channel of the outputs to the next (values)

  // The share of computed values that are used, in (0, 1].
  double efficiency() const;

  // Values to allocate for `channels` padded planes: vectors may reach over the last one's end.
  Index padded_size(Index channels) const;

  // padded ← planes [channels, height, width], whose margins must be 0 already and stay so.
  void copy_to_padded(const float* planes, Index channels, float* padded) const;
  // Flat: outputs at the pitch ← outputs [channels, out_height, out_width], and back.
  void copy_to_flat(const float* planes, Index channels, float* flat_planes) const;
  void copy_from_flat(const float* flat_planes, Index channels, float* planes) const;
};

}  // namespace netdyno
