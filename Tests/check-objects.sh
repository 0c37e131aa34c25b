#!/bin/sh
# Checks that no code compiled for AVX2 or AVX-512 can end up in a program that runs without them.
#
# The vector kernels are compiled three times. Whatever the compiler emits as a weak symbol (a specialised generic
# function of the standard library, an inlinable function of another module) is merged by the linker with its namesakes from
# other objects, and the copy that stays may be one with instructions that the processor lacks. So every weak function in
# the objects of these targets must carry the target's own name, which no other object's symbols do, and no other object
# may contain instructions on their registers.
#
#   sh Tests/check-objects.sh [DIRECTORY]     the directory of a release build; .build/release by default
set -eu
cd "$(dirname "$0")/.."
build=${1:-.build/release}

if [ "$(uname -m)" != x86_64 ]; then
  echo "check-objects: one instruction set on $(uname -m), nothing to check"
  exit 0
fi
for tool in nm objdump; do
  command -v $tool >/dev/null || { echo "check-objects: $tool (package binutils) is missing" >&2; exit 1; }
done

failures=0
fail() {
  echo "check-objects: $*" >&2
  failures=$((failures + 1))
}

# The weak functions of the given objects that do not begin with the given prefix.
foreign_weak() {
  prefix=$1
  shift
  nm "$@" | awk -v prefix="$prefix" 'NF == 3 && $2 ~ /^[Ww]$/ && index($3, prefix) != 1 { print $3 }' | sort -u
}

# The instructions of the given objects whose text matches a pattern.
count_instructions() {
  pattern=$1
  shift
  objdump -d --no-show-raw-insn "$@" | grep -c "$pattern" || true
}

for target in KeratinSIMDAVX2 KeratinSIMDAVX512; do
  objects=$(find "$build/$target.build" -name '*.o' 2>/dev/null || true)
  if [ -z "$objects" ]; then
    fail "no objects of $target in $build: build with swift build -c release"
    continue
  fi
  # A mangled name begins with the length and name of the module that declares it.
  weak=$(foreign_weak "\$s${#target}$target" $objects)
  if [ -n "$weak" ]; then
    fail "$target defines weak functions that the linker may use elsewhere:"
    echo "$weak" | sed 's/^/  /' >&2
  fi
done

if [ "$failures" = 0 ]; then
  # The check means nothing unless each target has the instructions that it is named for, and only that one.
  wide=$(count_instructions '%zmm' $(find "$build/KeratinSIMDAVX512.build" -name '*.o'))
  middle=$(count_instructions '%ymm' $(find "$build/KeratinSIMDAVX2.build" -name '*.o'))
  [ "$wide" -gt 0 ] || fail "KeratinSIMDAVX512 has no AVX-512 instructions"
  [ "$middle" -gt 0 ] || fail "KeratinSIMDAVX2 has no AVX2 instructions"
  too_wide=$(count_instructions '%zmm' $(find "$build/KeratinSIMDAVX2.build" -name '*.o'))
  [ "$too_wide" = 0 ] || fail "KeratinSIMDAVX2 has AVX-512 instructions"
  for directory in "$build"/Keratin*.build "$build"/CVector.build; do
    case $directory in
      *KeratinSIMDAVX2.build | *KeratinSIMDAVX512.build) continue ;;
    esac
    objects=$(find "$directory" -name '*.o')
    [ -n "$objects" ] || continue
    found=$(count_instructions '%[yz]mm' $objects)
    [ "$found" = 0 ] || fail "$directory has $found AVX instructions"
  done
fi

[ "$failures" = 0 ] || exit 1
echo "check-objects: the kernels of AVX2 and AVX-512 keep to themselves"
