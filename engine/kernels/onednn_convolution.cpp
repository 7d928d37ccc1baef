// SPDX-License-Identifier: MIT
#include "engine/kernels/onednn_convolution.h"

#include <algorithm>
#include <utility>

#include "engine/kernels/onednn_pass.h"
#include "engine/kernels/sample_split.h"

namespace netdyno {

namespace {

using dnnl::memory;
using Tag = memory::format_tag;

memory::desc describe(const memory::dims& extents, Tag tag) {
  return {extents, memory::data_type::f32, tag};
}

dnnl::primitive_attr user_scratchpad() {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

// The operands' descriptors, plain and with the layout left to oneDNN, and the three primitives'.
struct Descriptors {
  Descriptors(const WindowGeometry& g, Index filters, const dnnl::engine& engine)
      : x_extents{g.batch, g.channels, g.height, g.width},
        w_extents{filters, g.channels, g.size, g.size},
        y_extents{g.batch, filters, g.out_height(), g.out_width()},
        stride{g.stride, g.stride},
        // The last rows and columns of a padding that the stride does not reach are left out.
        pad_begin{g.pad, g.pad},
        pad_end{(g.out_height() - 1) * g.stride + g.size - g.height - g.pad,
                (g.out_width() - 1) * g.stride + g.size - g.width - g.pad},
        forward({dnnl::prop_kind::forward_training, dnnl::algorithm::convolution_direct, any_x,
                 any_w, bias, any_y, stride, pad_begin, pad_end},
                attributes, engine),
        backward_data(
            {dnnl::algorithm::convolution_direct, any_x, any_w, any_y, stride, pad_begin, pad_end},
            attributes, engine, forward),
        backward_weights({dnnl::algorithm::convolution_direct, any_x, any_w, bias, any_y, stride,
                          pad_begin, pad_end},
                         attributes, engine, forward) {}

  memory::dims x_extents, w_extents, y_extents, stride, pad_begin, pad_end;
  memory::desc x = describe(x_extents, Tag::nchw), any_x = describe(x_extents, Tag::any);
  memory::desc w = describe(w_extents, Tag::oihw), any_w = describe(w_extents, Tag::any);
  memory::desc y = describe(y_extents, Tag::nchw), any_y = describe(y_extents, Tag::any);
  memory::desc bias = describe({w_extents[0]}, Tag::x);
  dnnl::primitive_attr attributes = user_scratchpad();
  dnnl::convolution_forward::primitive_desc forward;
  dnnl::convolution_backward_data::primitive_desc backward_data;
  dnnl::convolution_backward_weights::primitive_desc backward_weights;
};

}  // namespace

class OneDnnConvolution::Part {
 public:
  Part(const WindowGeometry& geometry, Index filters)
      : forward(engine_), backward_data(engine_), backward_weights(engine_) {
    const Descriptors d(geometry, filters, engine_);
    forward.add_input(DNNL_ARG_SRC, d.x, d.forward.src_desc());
    forward.add_input(DNNL_ARG_WEIGHTS, d.w, d.forward.weights_desc());
    forward.add_input(DNNL_ARG_BIAS, d.bias, d.bias);
    forward.add_output(DNNL_ARG_DST, d.y, d.forward.dst_desc());
    forward.set_primitive(dnnl::convolution_forward(d.forward), d.forward.scratchpad_desc());

    backward_data.add_input(DNNL_ARG_DIFF_DST, d.y, d.backward_data.diff_dst_desc());
    backward_data.add_input(DNNL_ARG_WEIGHTS, d.w, d.backward_data.weights_desc());
    backward_data.add_output(DNNL_ARG_DIFF_SRC, d.x, d.backward_data.diff_src_desc());
    backward_data.set_primitive(dnnl::convolution_backward_data(d.backward_data),
                                d.backward_data.scratchpad_desc());

    backward_weights.add_input(DNNL_ARG_SRC, d.x, d.backward_weights.src_desc());
    backward_weights.add_input(DNNL_ARG_DIFF_DST, d.y, d.backward_weights.diff_dst_desc());
    backward_weights.add_output(DNNL_ARG_DIFF_WEIGHTS, d.w, d.backward_weights.diff_weights_desc());
    backward_weights.add_output(DNNL_ARG_DIFF_BIAS, d.bias, d.bias);
    backward_weights.set_primitive(dnnl::convolution_backward_weights(d.backward_weights),
                                   d.backward_weights.scratchpad_desc());
  }

  Index scratch_size() const {
    return std::max(
        {forward.scratch_size(), backward_data.scratch_size(), backward_weights.scratch_size()});
  }

 private:
  dnnl::engine engine_{dnnl::engine::kind::cpu, 0};

 public:
  OneDnnPass forward;
  OneDnnPass backward_data;
  OneDnnPass backward_weights;
};

OneDnnConvolution::OneDnnConvolution(WorkerPool& pool, std::shared_ptr<ScratchMemory> scratch,
                                     const WindowGeometry& geometry, Index filters)
    : pool_(pool),
      batch_(geometry.batch),
      in_size_(geometry.channels * geometry.height * geometry.width),
      out_size_(filters * geometry.out_height() * geometry.out_width()),
      scratch_(std::move(scratch)),
      partial_(pool.threads(), filters * geometry.channels * geometry.size * geometry.size,
               filters) {
  // oneDNN plans for the number of threads it sees here.
  use_one_onednn_thread();
  const int parts = sample_parts(pool, batch_);
  for (int i = 0; i < parts; ++i) {
    WindowGeometry share = geometry;
    share.batch = batch_ * (i + 1) / parts - batch_ * i / parts;
    parts_.push_back(std::make_unique<Part>(share, filters));
    scratch_->reserve(i, parts_.back()->scratch_size());
  }
}

OneDnnConvolution::~OneDnnConvolution() = default;

void OneDnnConvolution::forward(const float* x, const float* w, const float* bias, float* y) {
  for_samples(pool_, batch_, [&](int worker, Index begin, Index) {
    part(worker).forward.run({x + begin * in_size_, w, bias}, {y + begin * out_size_},
                             scratch_->of(worker));
  });
}

void OneDnnConvolution::backward_data(const float* dy, const float* w, float* dx) {
  for_samples(pool_, batch_, [&](int worker, Index begin, Index) {
    part(worker).backward_data.run({dy + begin * out_size_, w}, {dx + begin * in_size_},
                                   scratch_->of(worker));
  });
}

void OneDnnConvolution::backward_weights(const float* x, const float* dy, float* dw, float* db) {
  for_samples(pool_, batch_, [&](int worker, Index begin, Index) {
    part(worker).backward_weights.run({x + begin * in_size_, dy + begin * out_size_},
                                      {partial_.dw(worker, dw), partial_.db(worker, db)},
                                      scratch_->of(worker));
  });
  partial_.add_up(static_cast<int>(parts_.size()), dw, db);
}

}  // namespace netdyno
