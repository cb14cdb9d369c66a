// The files of cmd/report/ that are part of the program.
#ifndef KR_CMD_REPORT_ASSETS_H
#define KR_CMD_REPORT_ASSETS_H

extern const char kr_report_asset_page[];
extern const char kr_report_asset_style[];
extern const char kr_report_asset_library[];
extern const char kr_report_asset_licence[];
extern const char kr_report_asset_script[];

#endif
