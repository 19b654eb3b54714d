// What letters look like and what they are composed of: data, made by generate_skeletons.py.
//
// Each table is UTF-8: an entry is a code point, what it stands for, and a space; in ascending
// order of the code points.
#pragma once

namespace weir {

// Code points that look like other ones, and what they look like, decomposed (UTS #39, NFD).
extern const char* const kLookAlikes;

// Letters of Latin, Greek and Cyrillic that have marks, and their canonical decomposition.
extern const char* const kComposed;

}  // namespace weir
