// The two sides of a comparison.
#ifndef KR_STUDY_SIDES_H
#define KR_STUDY_SIDES_H

enum kr_side { KR_BASE, KR_VARIANT, KR_SIDES };

// How a figure of quarters becomes one of a period: a STOCK is averaged, a FLOW summed; a
// RATIO is the sum of its own counts over that of another measure.
enum kr_measure_kind { KR_STOCK, KR_FLOW, KR_RATIO };

#endif
