// SPDX-License-Identifier: MIT
#include "engine/recipe/knob_value.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "engine/core/error.h"
#include "engine/recipe/recipe_parts.h"

namespace netdyno {

KnobValue::KnobValue() : json_(std::make_shared<const Json>()) {}

KnobValue::KnobValue(const OptionValue& value)
    : json_(
          std::visit([](const auto& held) { return std::make_shared<const Json>(held); }, value)) {}

KnobValue::KnobValue(const InitSpec& init) : KnobValue(of(part_json(init))) {}
KnobValue::KnobValue(const OptimizerSpec& optimizer) : KnobValue(of(part_json(optimizer))) {}
KnobValue::KnobValue(const ScheduleSpec& schedule) : KnobValue(of(part_json(schedule))) {}
KnobValue::KnobValue(const Penalty& penalty) : KnobValue(of(part_json(penalty))) {}
KnobValue::KnobValue(const EarlyStoppingSpec& early_stopping)
    : KnobValue(of(part_json(early_stopping))) {}
KnobValue::KnobValue(const AveragingSpec& averaging) : KnobValue(of(part_json(averaging))) {}
KnobValue::KnobValue(const std::vector<AugmentSpec>& steps) : KnobValue(of(part_json(steps))) {}

KnobValue KnobValue::of(Json json) {
  KnobValue value;
  value.json_ = std::make_shared<const Json>(std::move(json));
  return value;
}

double KnobValue::number() const {
  DYNO_CHECK(json_->is_number(), "This value is no number");
  return json_->get<double>();
}

std::int64_t KnobValue::whole() const {
  DYNO_CHECK(json_->is_number_integer(), "This value is no whole number");
  return json_->get<std::int64_t>();
}

std::string KnobValue::text() const {
  DYNO_CHECK(json_->is_string(), "This value is no text");
  return json_->get<std::string>();
}

bool KnobValue::has(const std::string& key) const {
  return json_->is_object() && json_->contains(key);
}

KnobValue KnobValue::at(const std::string& key) const {
  DYNO_CHECK(has(key), "This value has no part \"" + key + "\"");
  return of(json_->at(key));
}

bool KnobValue::operator==(const KnobValue& other) const {
  return *json_ == *other.json_;
}

}  // namespace netdyno
