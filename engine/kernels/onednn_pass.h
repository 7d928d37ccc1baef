// engine/kernels/onednn_pass.h
// SPDX-License-Identifier: MIT
//
// One oneDNN primitive with its operands: plain arrays are reordered into the layouts the primitive
// prefers before it runs, and out of them afterwards.
//
//   Thread   runs on the calling thread
//   Cost     operands whose layout differs are kept in the caller's memory; run() takes none but
//            what oneDNN needs for its list of operands, some hundred bytes, and gives it back

#pragma once

#include <initializer_list>
#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>
#include <vector>

#include "engine/core/shape.h"

namespace netdyno {

// Keeps oneDNN's calls from this thread on this thread. It is a setting of the thread, which may be
// new to us at any call; setting it again costs next to nothing.
void use_one_onednn_thread();

class OneDnnPass {
 public:
  explicit OneDnnPass(const dnnl::engine& engine) : engine_(engine), stream_(engine) {}

  // Adds the next operand: `arg` is oneDNN's DNNL_ARG_*, `plain` the caller's layout, `preferred`
  // the primitive's. Operands are given to run() in the order they were added.
  void add_input(int arg, const dnnl::memory::desc& plain, const dnnl::memory::desc& preferred);
  void add_output(int arg, const dnnl::memory::desc& plain, const dnnl::memory::desc& preferred);

  // Takes the primitive, after all operands.
  void set_primitive(dnnl::primitive primitive, const dnnl::memory::desc& scratchpad);

  // Values of memory that run() works in.
  Index scratch_size() const { return scratch_size_; }
  // `scratch`: scratch_size() values, 64-byte aligned.
  void run(std::initializer_list<const float*> inputs, std::initializer_list<float*> outputs,
           float* scratch);

 private:
  struct Operand {
    dnnl::memory plain;      // the caller's array
    dnnl::memory preferred;  // `plain` itself where the layouts agree
    dnnl::reorder reorder;   // empty where they agree
    Index offset = 0;        // of `preferred` in the scratch memory, where they do not
    std::unordered_map<int, dnnl::memory> reorder_args;
  };
  Operand make_operand(int arg, const dnnl::memory::desc& plain,
                       const dnnl::memory::desc& preferred, bool is_input);

  // Takes room in the scratch memory; returns where it begins.
  Index take_room(const dnnl::memory::desc& desc);

  dnnl::engine engine_;
  dnnl::stream stream_;
  Index scratch_size_ = 0;
  Index scratchpad_offset_ = 0;
  dnnl::memory scratchpad_;
  std::vector<Operand> inputs_;
  std::vector<Operand> outputs_;
  dnnl::primitive primitive_;
  std::unordered_map<int, dnnl::memory> args_;
};

}  // namespace netdyno
