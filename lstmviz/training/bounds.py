"""What a visitor may cost the server: two cores and 1.2 GB serve a whole class."""

# Runs that one visitor may hold; a new one drops the oldest. Two, so that two can be compared.
RUNS_PER_VISITOR = 2
# Runs that take turns at the worker; later ones wait in line, and the page tells their place.
ACTIVE_RUNS = 16
# A visitor who left (tab closed, connection lost) may come back for so long, in seconds.
GRACE_SECONDS = 20.0

# A slice this long answers Pause soon, shares the worker finely, and costs little in sending.
SLICE_SECONDS = 0.15
# The first slice of a run is so short that its first losses are on the curve at once.
FIRST_UPDATES = 8
# A slice longer than this is taken for hung, in seconds. The longest honest one: compilation of
# two layers on a busy machine, then a single update of 1,024 samples over hundreds of timesteps.
SLICE_SECONDS_LIMIT = 60.0
# A worker that dies or hangs so often at the same slice is not restarted for it again.
ATTEMPTS = 3
# Importing TensorFlow and compiling the default models takes 4 to 15 seconds.
WARM_UP_SECONDS_LIMIT = 120.0

# Points of the training curve; bins are merged in pairs beyond that.
CURVE_POINTS = 300
# Weights kept along a run for scrubbing back, thinned evenly beyond that.
SNAPSHOTS = 64
SNAPSHOT_BYTES = 16_000_000
# Tables that the worker keeps, so that a slice need not bring its own.
PART_BYTES = 128_000_000
# Compiled updates that the worker keeps (each holds about 17 MB).
COMPILED_MODELS = 12
# The worker is replaced when it has grown so much since its first call: compiled code stays.
WORKER_GROWTH_BYTES = 350_000_000
