# Two silos and a front end of its own beside the same program in one process. Sourced by bench/compare.

measure_cluster() { measure_signing; }
