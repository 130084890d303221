"""What a visitor may cost the server: two cores and 1.5 GB serve a whole class.

Every bound of the training is here, to be changed for a larger or a smaller server. What a person
may type in stands beside it: `lstmviz.network.specs.BOUNDS` and the MAX_… of
`lstmviz.choices.experiments`.
"""

# Runs that one visitor may hold; a new one drops the oldest. Two, so that two can be compared.
RUNS_PER_VISITOR = 2
# Besides, so many sweeps over window sizes: each takes the turns of one run.
SWEEPS_PER_VISITOR = 1
# And so many races, which take the turns of one run too, however many networks are in them.
CONTESTS_PER_VISITOR = 1
# A race has at most so many entrants, each trained from at most so many seeds;
ENTRANTS = 6
SEEDS = 20
# and the weights of all its networks may take so much memory of the server, in bytes.
CONTEST_BYTES = 64_000_000
# Experiments that take turns at the worker; runs of later ones wait in line, and the page tells
# their place. Each of so many, at the shortest slice, gets its turn every second or two.
ACTIVE_RUNS = 32
# While others wait, a run gives its place to the first in line after so many seconds of turns.
STINT_SECONDS = 20.0
# A run may read so many samples in all its epochs: 200 times the sensors' table, or 20 times the
# longest table that can be uploaded.
SAMPLES_READ = 20_000_000
# A run that has gone on for so long is paused, in seconds: most likely nobody looks any more.
RUN_SECONDS = 1_800.0
# A visitor who left (tab closed, connection lost) may come back for so long, in seconds; Streamlit
# keeps their session as long (.streamlit/config.toml).
GRACE_SECONDS = 30.0

# A slice this long answers Pause soon, shares the worker finely, and costs little in sending;
SLICE_SECONDS = 0.2
# with many runs it is shorter, so that each has its turn within so many seconds,
ROUND_SECONDS = 0.2
# but never shorter than this: sending, and predicting what is drawn, cost about 6 ms each time.
SHORTEST_SLICE_SECONDS = 0.02
# The first slice of a run is so short that its first losses are on the curve at once.
FIRST_UPDATES = 8
# A slice is taken for hung after so many seconds beyond ten times its run's last one,
HUNG_SECONDS = 20.0
# or, when its run is new to this worker, which may have to import and compile, after so many. A
# worker that died is noticed at once, so this may be long enough for a busy machine.
FIRST_SLICE_SECONDS = 240.0
# A worker that dies or hangs so often at the same slice is not restarted for it again.
ATTEMPTS = 3
# Importing TensorFlow and compiling the default models takes 4 to 15 seconds; with a load of 13 on
# two cores it took more than 120.
WARM_UP_SECONDS_LIMIT = 600.0

# Points of the training curve; bins are merged in pairs beyond that.
CURVE_POINTS = 200
# Weights kept along a run for scrubbing back, thinned evenly beyond that.
SNAPSHOTS = 64
SNAPSHOT_BYTES = 16_000_000
# Tables that the worker keeps, so that a slice need not bring its own.
PART_BYTES = 64_000_000
# Results of slices that the server keeps for runs of the same experiment: about 60 kB each for the
# default model, so that some 800 slices fit.
RECORD_BYTES = 48_000_000
# Whoever joins late is shown what is recorded so many times as fast as it was computed.
CATCH_UP = 2.0
# A run that is in view for so long is compiled for before it is started, if the worker has nothing
# else to do: whoever still turns a knob costs nothing. In seconds.
SETTLED_SECONDS = 0.8
# Models that one worker compiles before it is replaced: each holds about 17 MB, and TensorFlow
# gives none of it back. A worker begins with about 820 MB; a replacement costs 4 seconds.
COMPILED_MODELS = 10
# It is replaced too when it has grown by so much since its first slice, in bytes, whatever for.
GROWN_BYTES = 300_000_000
# How often it is weighed, in seconds.
WEIGHED_SECONDS = 2.0
# A page says what a run waits for after so long without news, in seconds: two slices' time where
# ACTIVE_RUNS take their turns.
SILENCE_SECONDS = 2.0
# A worker that has ended ATTEMPTS times while it imported TensorFlow lacks memory, most likely: it
# is tried again so often, in seconds, and no sooner, for each try takes a core for as long as that.
RESTART_SECONDS = 30.0

# A check runs Keras's layers on so many samples at most, and takes so many steps in all layers
# together: 3 to 6 milliseconds each, so never much more than 0.3 seconds.
CHECK_SAMPLES = 8
CHECK_STEPS = 48
# Checks that wait for the worker; beyond that the oldest are given up.
CHECKS_WAITING = 16

# A pasted set-up that is really built: so many layers, sizes up to so much, and so many numbers in
# the targets of its one loss. Building three layers takes 20 to 80 milliseconds.
BUILT_NODES = 40
BUILT_SIZE = 4_096
BUILT_VALUES = 1_000_000
# How long the doctor waits for it before it walks by its table, in seconds.
BUILD_SECONDS = 1.0
# Answers for which one visitor may have set-ups built in a minute.
BUILDS_PER_MINUTE = 30

# A stranger's file is read within so many seconds: a workbook of 8,000,000 cells takes 20.
READ_SECONDS = 45.0
# And within so much memory, in bytes: a table of 1,000,000 rows × 64 columns takes 700 MB.
READ_BYTES = 1_000_000_000
# Tables that visitors brought may take so much of the server, in bytes: one of 1,000,000 rows × 64
# columns takes 512 MB, since it is held as it is and scaled;
TABLES_BYTES = 800_000_000
# and those of one visitor so much.
VISITOR_BYTES = 600_000_000
# Files that wait to be read, those of all visitors together, in bytes.
FILES_BYTES = 250_000_000
# The process that reads ends when nobody brought a file for so long, in seconds; it weighs 110 MB.
READ_IDLE_SECONDS = 60
