#pragma once
#include <png.h>

// What libpng says in macros with casts, which Swift does not import.
static const png_uint_32 keratin_png_version = PNG_IMAGE_VERSION;
static const png_uint_32 keratin_png_flag_alpha = PNG_FORMAT_FLAG_ALPHA;
static const png_uint_32 keratin_png_flag_color = PNG_FORMAT_FLAG_COLOR;
static const png_uint_32 keratin_png_flag_linear = PNG_FORMAT_FLAG_LINEAR;
static const png_uint_32 keratin_png_flag_16bit_srgb = PNG_IMAGE_FLAG_16BIT_sRGB;
