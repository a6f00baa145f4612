#!/bin/sh
# Starts a command with as many processes as this machine has memory for.
#
#   scripts/memlint-run.sh fast pytest -q        as many workers and compilers as fit
#   scripts/memlint-run.sh sequential pytest -q  one process with one thread: the least there is
#   scripts/memlint-run.sh gpu pytest -q         one process that owns the GPU, with every cpu
#   scripts/memlint-run.sh fast                  only prints what it would set
#
# It sets environment variables and then becomes the command: exit code and signals are the command's own. A variable
# that is set already is left as it is. MEMLINT_SHARE=2 is for two runs at once on this machine (worktrees, agents).
# Needs a POSIX shell on Linux or macOS, and neither Node nor memlint.
set -eu

# <figures>
# </figures>

main() {
  mode=${1-}
  case $mode in
    fast | sequential | gpu) shift ;;
    *)
      echo "usage: $0 fast|sequential|gpu [command...]" >&2
      exit 2
      ;;
  esac
  look_at_machine
  chosen=
  "$mode"
  if [ $# -eq 0 ]; then
    for setting in $chosen; do echo "$setting"; done
    exit 0
  fi
  exec "$@"
}

# --- the modes

fast() {
  if [ "$pytest_mib" -gt 0 ]; then
    workers=$(fitting "$pytest_mib" "$pytest_base_mib" "$pytest_most" "$pytest_per_cpu" "$pytest_spare_cpus")
    if [ "$pytest_distributed" = yes ]; then
      # At most so many, whatever -n says; it never starts more.
      default PYTEST_ADDOPTS "--maxprocesses=$workers"
    else
      # What `-n auto` means; nothing where pytest-xdist is not there.
      default PYTEST_XDIST_AUTO_NUM_WORKERS "$(least "$workers" "$cpus")"
    fi
    # Else each worker's libraries compute on every cpu, all at once.
    threads $((cpus / $(least "$workers" "$cpus"))) false
  fi
  if [ "$cargo_mib" -gt 0 ]; then
    default CARGO_BUILD_JOBS "$(fitting "$cargo_mib" "$cargo_base_mib" "$cargo_most" "$cargo_per_cpu" "$cargo_spare_cpus")"
  fi
  if [ "$doctest_mib" -gt 0 ]; then
    default RUST_TEST_THREADS "$(fitting "$doctest_mib" "$doctest_base_mib" "$doctest_most" "$doctest_per_cpu" "$doctest_spare_cpus")"
  fi
  if [ "$nextest_mib" -gt 0 ]; then
    default NEXTEST_TEST_THREADS "$(fitting "$nextest_mib" "$nextest_base_mib" "$nextest_most" "$nextest_per_cpu" "$nextest_spare_cpus")"
  fi
}

sequential() {
  one_process
  threads 1 false
}

gpu() {
  one_process
  threads "$cpus" true
}

one_process() {
  if [ "$pytest_mib" -gt 0 ]; then
    # No worker at all: the tests run in pytest's own process.
    default PYTEST_XDIST_AUTO_NUM_WORKERS 0
    if [ "$pytest_distributed" = yes ]; then default PYTEST_ADDOPTS -n0; fi
  fi
  if [ "$cargo_mib" -gt 0 ]; then
    default CARGO_BUILD_JOBS 1
    default RUST_TEST_THREADS 1
  fi
  if [ "$nextest_mib" -gt 0 ]; then default NEXTEST_TEST_THREADS 1; fi
}

# Threads of numpy, torch, polars and the like in one process, and whether tokenizers may start its own.
threads() {
  for name in OMP MKL OPENBLAS NUMEXPR RAYON POLARS_MAX VECLIB_MAXIMUM; do
    case $name in
      *_*) default "${name}_THREADS" "$1" ;;
      *) default "${name}_NUM_THREADS" "$1" ;;
    esac
  done
  default TOKENIZERS_PARALLELISM "$2"
}

# Sets a variable that nobody has set.
default() {
  eval "set_already=\${$1-}"
  if [ -n "$set_already" ]; then return; fi
  export "$1=$2"
  chosen="$chosen $1=$2"
}

# --- the arithmetic, in MiB: that of `memlint plan`

# How many processes of $1 MiB fit beside $2 MiB: at most $3 unless that is 0, and where $4 is yes at most one per cpu
# that is left after $5. Never none.
fitting() {
  count=$(((available_mib - $2) / $1))
  if [ "$3" -gt 0 ]; then count=$(least "$count" "$3"); fi
  if [ "$4" = yes ]; then count=$(least "$count" $((cpus - $5))); fi
  if [ "$count" -lt 1 ]; then count=1; fi
  echo "$count"
}

# (capacity - reserve - editor) / runs
look_at_machine() {
  memory_mib=$(physical_mib)
  # nproc takes OMP_NUM_THREADS for its answer.
  cpus=$(
    unset OMP_NUM_THREADS OMP_THREAD_LIMIT
    nproc 2>/dev/null || sysctl -n hw.logicalcpu 2>/dev/null || getconf _NPROCESSORS_ONLN
  )
  if [ -r /proc/self/cgroup ]; then look_at_cgroups; fi
  kind=$(kind_of_machine)
  editor=0
  case $kind in
    workstation)
      floor=$workstation_floor_mib percent=$workstation_percent editor=$editor_mib
      ;;
    ci) floor=$ci_floor_mib percent=$ci_percent ;;
    container) floor=$container_floor_mib percent=$container_percent ;;
  esac
  reserve=$(((memory_mib * percent + 99) / 100))
  if [ "$reserve" -lt "$floor" ]; then reserve=$floor; fi
  available_mib=$(((memory_mib - reserve - editor) / (runs * ${MEMLINT_SHARE:-$share})))
}

physical_mib() {
  if [ -r /proc/meminfo ]; then
    kib=$(sed -n 's/^MemTotal: *\([0-9]*\) kB.*/\1/p' /proc/meminfo)
    echo $((kib / 1024))
  elif bytes=$(sysctl -n hw.memsize 2>/dev/null || sysctl -n hw.physmem 2>/dev/null); then
    echo $((bytes / 1048576))
  else
    echo "$0: how much memory this machine has is not known; taken for the least" >&2
    echo 0
  fi
}

# Every level counts, from this process's own group to the root: the smallest limit wins.
look_at_cgroups() {
  while IFS=: read -r _ controllers group; do
    case ",$controllers," in
      ,,) look_at_levels /sys/fs/cgroup/unified "$group" && look_at_levels /sys/fs/cgroup "$group" ;;
      *,memory,* | *,cpu,*) look_at_levels "/sys/fs/cgroup/$controllers" "$group" ;;
    esac
  done </proc/self/cgroup
}

# In a container the folder $1 may show only the lower part of the path $2.
look_at_levels() {
  part=$2
  while :; do
    level=$part
    while :; do
      look_at_group "$1$level"
      case $level in /?*) level=${level%/*} ;; *) break ;; esac
    done
    case $part in /?*/*) part=/${part#/*/} ;; *) break ;; esac
  done
}

look_at_group() {
  for name in memory.max memory.high memory.limit_in_bytes; do
    limit_memory "$(number_in "$1/$name")"
  done
  if [ -r "$1/memory.stat" ]; then
    while read -r name number; do
      if [ "$name" = hierarchical_memory_limit ]; then limit_memory "$(as_number "$number")"; fi
    done <"$1/memory.stat"
  fi
  quota=0 period=0
  if [ -r "$1/cpu.max" ]; then
    read -r quota period <"$1/cpu.max" || :
  elif [ -r "$1/cpu.cfs_quota_us" ]; then
    quota=$(number_in "$1/cpu.cfs_quota_us") period=$(number_in "$1/cpu.cfs_period_us")
  fi
  case $quota in
    0 | *[!0-9]*) ;;
    *) if [ "$period" -gt 0 ]; then cpus=$(least "$cpus" $((quota < period ? 1 : quota / period))); fi ;;
  esac
}

limit_memory() {
  if [ "$1" -gt 0 ]; then memory_mib=$(least "$memory_mib" $(($1 / 1048576))); fi
}

number_in() {
  number=0
  if [ -r "$1" ]; then read -r number <"$1" || :; fi
  as_number "$number"
}

# 0 for what is no number, or one so large that it means no limit.
as_number() {
  case $1 in
    '' | *[!0-9]* | ???????????????????*) echo 0 ;;
    *) echo "$1" ;;
  esac
}

kind_of_machine() {
  case ${CI-}${TF_BUILD-}${JENKINS_URL-}${TEAMCITY_VERSION-} in
    '' | 0 | false | no | off) ;;
    *)
      echo ci
      return
      ;;
  esac
  # toolbox and distrobox have the desktop around them.
  if [ -e /run/.toolboxenv ] || [ -n "${DISTROBOX_ENTER_PATH-}" ]; then
    echo workstation
  elif [ -e /.dockerenv ] || [ -e /run/.containerenv ] || [ -n "${KUBERNETES_SERVICE_HOST-}" ]; then
    echo container
  elif grep -qE '/(docker|lxc|ecs|garden|kubepods)[/.-]|/(docker|libpod|crio|nerdctl)-[0-9a-f]{12}' /proc/self/cgroup 2>/dev/null; then
    echo container
  else
    echo workstation
  fi
}

least() {
  if [ "$1" -lt "$2" ]; then echo "$1"; else echo "$2"; fi
}

main "$@"
