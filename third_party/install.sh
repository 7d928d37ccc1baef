#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Installs what Netdyno needs to build, run and test, from Debian 12's own packages. Idempotent:
# packages that are there already are left alone. Runs as root or through sudo.
#
#   install.sh              to build, run and test
#   install.sh --package    and what makes and checks the Debian package
#   install.sh --aarch64    and what compiles the engine for 64-bit ARM and runs its tests
set -eu

build="g++ cmake ninja-build ccache mold pkg-config"
libraries="libimgui-dev libglfw3-dev libx11-dev libfreetype-dev libegl-dev libopengl-dev
  libeigen3-dev libstb-dev libdnnl-dev nlohmann-json3-dev libcli11-dev libfmt-dev zlib1g-dev
  libcairo2-dev"
runtime="libgl1 fonts-inter fonts-dejavu-core dataset-fashion-mnist"
tests="libgtest-dev libgmock-dev libbenchmark-dev xvfb xdotool xclip python3
  python3-numpy python3-onnx python3-gi gir1.2-gtk-3.0 librsvg2-bin poppler-utils libxml2-utils"

more=""
foreign=""
for option in "$@"; do
  case "$option" in
    --package)
      more="$more dpkg-dev lintian help2man desktop-file-utils appstream qemu-user" ;;
    --aarch64)
      foreign="arm64"
      more="$more g++-aarch64-linux-gnu qemu-user libfmt-dev:arm64 zlib1g-dev:arm64 libstb-dev:arm64
        libgtest-dev:arm64 libgmock-dev:arm64" ;;
    *)
      echo "install.sh: unknown option $option; --package and --aarch64 are known" >&2
      exit 2 ;;
  esac
done

missing=""
for package in $build $libraries $runtime $tests $more; do
  if ! dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed; then
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
if [ -n "$foreign" ]; then
  $as_root dpkg --add-architecture "$foreign"
fi
$as_root apt-get update -qq
# shellcheck disable=SC2086  # one word per package
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
echo "install.sh: done"
