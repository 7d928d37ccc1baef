#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Installs what Netdyno needs to build, run and test, from Debian 12's own packages. Idempotent:
# packages that are there already are left alone. Runs as root or through sudo.
set -eu

build="g++ cmake ninja-build ccache mold pkg-config"
libraries="libimgui-dev libglfw3-dev libx11-dev libfreetype-dev libegl-dev libopengl-dev
  libeigen3-dev libstb-dev libdnnl-dev nlohmann-json3-dev libcli11-dev libfmt-dev zlib1g-dev
  libcairo2-dev"
runtime="libgl1 fonts-inter fonts-dejavu-core dataset-fashion-mnist"
tests="libgtest-dev libgmock-dev libbenchmark-dev xvfb xdotool xclip python3
  python3-numpy python3-onnx python3-gi gir1.2-gtk-3.0 librsvg2-bin poppler-utils libxml2-utils"

missing=""
for package in $build $libraries $runtime $tests; do
  if ! dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed; then
    missing="$missing $package"
  fi
done
if [ -z "$missing" ]; then
  echo "install.sh: everything is installed already"
  exit 0
fi

if [ "$(id -u)" -eq 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1; then
  as_root="sudo"
else
  echo "install.sh: these packages are missing:$missing" >&2
  echo "install.sh: run this script as root, or install sudo" >&2
  exit 1
fi

echo "install.sh: installing with apt-get:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086  # one word per package
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
echo "install.sh: done"
