#!/usr/bin/env bash
# Makes echarts.js and LICENCE.txt again: bash cmd/report/vendor/build.sh. Needs npm and a network; building Krapte does
# not. The versions are those of package.json and package-lock.json.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/package.json "$here"/package-lock.json "$here"/echarts-parts.js "$work"
cd "$work"
npm ci --silent --no-audit --no-fund
npx --no-install esbuild echarts-parts.js --bundle --minify --format=iife --global-name=echarts --legal-comments=none \
    --log-level=warning --outfile="$here/echarts.js"

version() { node -p "require('./node_modules/$1/package.json').version"; }
{
    printf 'The charts of this page are drawn by parts of these libraries.\n'
    printf '\n== Apache ECharts %s ==\n\n' "$(version echarts)"
    cat node_modules/echarts/NOTICE
    printf '\n\n'
    cat node_modules/echarts/LICENSE
    printf '\n== Parts of d3 in Apache ECharts ==\n\n'
    cat node_modules/echarts/licenses/LICENSE-d3
    printf '\n== ZRender %s ==\n\n' "$(version zrender)"
    cat node_modules/zrender/LICENSE
    printf '\n== tslib %s ==\n\n' "$(version tslib)"
    cat node_modules/tslib/LICENSE.txt
} >"$here/LICENCE.txt"
sha256sum "$here/echarts.js"
