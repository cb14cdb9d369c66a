#!/usr/bin/env bash
# Compares worlds with a bonus of several sizes to the world without it, each with several seeds,
# into results/sweep/amount-AMOUNT-seed-SEED.h5. Notebook 07 draws them.
# Small and quick unless told otherwise: SCALE=0.05 SEEDS="$(seq 16)" notebooks/bonus-sweep.sh
set -euo pipefail

KRAPTE=${KRAPTE:-build/release/cmd/krapte}
AMOUNTS=${AMOUNTS:-25 75 150 300}
SEEDS=${SEEDS:-1 2 3 4}
SCALE=${SCALE:-0.005}
QUARTERS=${QUARTERS:-12}
FOLDER=${FOLDER:-results/sweep}

mkdir -p "$FOLDER"
for amount in $AMOUNTS; do
    for seed in $SEEDS; do
        "$KRAPTE" compare scenarios/nl/baseline.yaml scenarios/nl/policies/P01-extra-hours-bonus.yaml \
            --set "policies.P01.amount=$amount euro/month" --seed "$seed" --replicates 1 \
            --scale "$SCALE" --quarters "$QUARTERS" --quiet --force \
            -o "$FOLDER/amount-$(printf %03d "$amount")-seed-$seed.h5" >/dev/null
    done
done
