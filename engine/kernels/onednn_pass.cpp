// SPDX-License-Identifier: MIT
#include "engine/kernels/onednn_pass.h"

#include <omp.h>

namespace netdyno {

using dnnl::memory;

void use_one_onednn_thread() {
  omp_set_num_threads(1);
}

OneDnnPass::Operand OneDnnPass::make_operand(int arg, const memory::desc& plain,
                                             const memory::desc& preferred, bool is_input) {
  Operand operand;
  operand.plain = memory(plain, engine_, nullptr);
  operand.preferred = operand.plain;
  if (plain != preferred) {
    operand.preferred = memory(preferred, engine_, nullptr);
    operand.offset = take_room(preferred);
    const memory& from = is_input ? operand.plain : operand.preferred;
    const memory& to = is_input ? operand.preferred : operand.plain;
    operand.reorder = dnnl::reorder(from, to);
    operand.reorder_args = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
  }
  args_[arg] = operand.preferred;
  return operand;
}

void OneDnnPass::add_input(int arg, const memory::desc& plain, const memory::desc& preferred) {
  inputs_.push_back(make_operand(arg, plain, preferred, true));
}

void OneDnnPass::add_output(int arg, const memory::desc& plain, const memory::desc& preferred) {
  outputs_.push_back(make_operand(arg, plain, preferred, false));
}

void OneDnnPass::set_primitive(dnnl::primitive primitive, const memory::desc& scratchpad) {
  primitive_ = std::move(primitive);
  scratchpad_ = memory(scratchpad, engine_, nullptr);
  scratchpad_offset_ = take_room(scratchpad);
  args_[DNNL_ARG_SCRATCHPAD] = scratchpad_;
}

Index OneDnnPass::take_room(const memory::desc& desc) {
  constexpr Index kAlignment = 64 / sizeof(float);
  const auto size = static_cast<Index>((desc.get_size() + sizeof(float) - 1) / sizeof(float));
  const Index offset = scratch_size_;
  scratch_size_ += (size + kAlignment - 1) / kAlignment * kAlignment;
  return offset;
}

void OneDnnPass::run(std::initializer_list<const float*> inputs,
                     std::initializer_list<float*> outputs, float* scratch) {
  use_one_onednn_thread();
  scratchpad_.set_data_handle(scratch + scratchpad_offset_, stream_);
  auto source = inputs.begin();
  for (Operand& operand : inputs_) {
    // oneDNN takes no pointer to const, but does not write to an input.
    operand.plain.set_data_handle(const_cast<float*>(*source++), stream_);
    if (!operand.reorder) continue;
    operand.preferred.set_data_handle(scratch + operand.offset, stream_);
    operand.reorder.execute(stream_, operand.reorder_args);
  }
  auto target = outputs.begin();
  for (Operand& operand : outputs_) {
    operand.plain.set_data_handle(*target++, stream_);
    if (operand.reorder) operand.preferred.set_data_handle(scratch + operand.offset, stream_);
  }
  primitive_.execute(stream_, args_);
  for (Operand& operand : outputs_)
    if (operand.reorder) operand.reorder.execute(stream_, operand.reorder_args);
}

}  // namespace netdyno
