# Starts a command with as many processes as this machine has memory for.
#
#   scripts/memlint-run.ps1 fast pytest -q        as many workers and compilers as fit
#   scripts/memlint-run.ps1 sequential pytest -q  one process with one thread: the least there is
#   scripts/memlint-run.ps1 gpu pytest -q         one process that owns the GPU, with every cpu
#   scripts/memlint-run.ps1 fast                  only prints what it would set
#
# It sets environment variables for the command, takes them back afterwards, and ends with the command's exit code. A
# variable that is set already is left as it is. $env:MEMLINT_SHARE = 2 is for two runs at once on this machine.
# Needs Windows PowerShell 5.1 or PowerShell 7 on Windows, and neither Node nor memlint.
$ErrorActionPreference = 'Stop'

# <figures>
# </figures>

$modes = 'fast', 'sequential', 'gpu'
if ($args.Count -eq 0 -or $modes -notcontains $args[0]) {
    [Console]::Error.WriteLine('usage: memlint-run.ps1 fast|sequential|gpu [command...]')
    exit 2
}
$mode = $args[0]
$command = @($args | Select-Object -Skip 1)
$chosen = [ordered]@{}

# Sets a variable that nobody has set.
function Set-Default($name, $value) {
    if (-not [Environment]::GetEnvironmentVariable($name)) { $chosen[$name] = "$value" }
}

# Threads of numpy, torch, polars and the like in one process, and whether tokenizers may start its own.
function Set-Threads($count, $tokenizers) {
    foreach ($name in 'OMP_NUM', 'MKL_NUM', 'OPENBLAS_NUM', 'NUMEXPR_NUM', 'RAYON_NUM', 'POLARS_MAX') {
        Set-Default "$($name)_THREADS" $count
    }
    Set-Default 'TOKENIZERS_PARALLELISM' $tokenizers
}

function Get-Least($one, $other) {
    if ($one -lt $other) { return $one }
    return $other
}

# The arithmetic, in MiB: that of `memlint plan`. (capacity - reserve - editor) / runs
$memoryMib = [math]::Floor((Get-CimInstance -ClassName Win32_ComputerSystem).TotalPhysicalMemory / 1048576)
$cpus = [Environment]::ProcessorCount
$reserve = [math]::Ceiling($memoryMib * $workstation_percent / 100)
$floor = $workstation_floor_mib
$editor = $editor_mib
$ci = "$env:CI$env:TF_BUILD$env:JENKINS_URL$env:TEAMCITY_VERSION"
if ($ci -ne '' -and '0', 'false', 'no', 'off' -notcontains $ci) {
    $reserve = [math]::Ceiling($memoryMib * $ci_percent / 100)
    $floor = $ci_floor_mib
    $editor = 0
}
if ($reserve -lt $floor) { $reserve = $floor }
if ($env:MEMLINT_SHARE) { $share = [int]$env:MEMLINT_SHARE }
$availableMib = [math]::Floor(($memoryMib - $reserve - $editor) / ($runs * $share))

# How many processes of $mib fit beside $base: at most $most unless that is 0, and where $perCpu is yes at most one per cpu
# that is left after $spare. Never none.
function Get-Fitting($mib, $base, $most, $perCpu, $spare) {
    $count = [math]::Floor(($availableMib - $base) / $mib)
    if ($most -gt 0) { $count = Get-Least $count $most }
    if ($perCpu -eq 'yes') { $count = Get-Least $count ($cpus - $spare) }
    if ($count -lt 1) { return 1 }
    return $count
}

if ($mode -eq 'fast') {
    if ($pytest_mib -gt 0) {
        $workers = Get-Fitting $pytest_mib $pytest_base_mib $pytest_most $pytest_per_cpu $pytest_spare_cpus
        if ($pytest_distributed -eq 'yes') {
            # At most so many, whatever -n says; it never starts more.
            Set-Default 'PYTEST_ADDOPTS' "--maxprocesses=$workers"
        } else {
            # What `-n auto` means; nothing where pytest-xdist is not there.
            Set-Default 'PYTEST_XDIST_AUTO_NUM_WORKERS' (Get-Least $workers $cpus)
        }
        # Else each worker's libraries compute on every cpu, all at once.
        Set-Threads ([math]::Floor($cpus / (Get-Least $workers $cpus))) 'false'
    }
    if ($cargo_mib -gt 0) {
        $jobs = Get-Fitting $cargo_mib $cargo_base_mib $cargo_most $cargo_per_cpu $cargo_spare_cpus
        Set-Default 'CARGO_BUILD_JOBS' $jobs
    }
    if ($doctest_mib -gt 0) {
        $threads = Get-Fitting $doctest_mib $doctest_base_mib $doctest_most $doctest_per_cpu $doctest_spare_cpus
        Set-Default 'RUST_TEST_THREADS' $threads
    }
    if ($nextest_mib -gt 0) {
        $tests = Get-Fitting $nextest_mib $nextest_base_mib $nextest_most $nextest_per_cpu $nextest_spare_cpus
        Set-Default 'NEXTEST_TEST_THREADS' $tests
    }
} else {
    if ($pytest_mib -gt 0) {
        # No worker at all: the tests run in pytest's own process.
        Set-Default 'PYTEST_XDIST_AUTO_NUM_WORKERS' 0
        if ($pytest_distributed -eq 'yes') { Set-Default 'PYTEST_ADDOPTS' '-n0' }
    }
    if ($cargo_mib -gt 0) {
        Set-Default 'CARGO_BUILD_JOBS' 1
        Set-Default 'RUST_TEST_THREADS' 1
    }
    if ($nextest_mib -gt 0) { Set-Default 'NEXTEST_TEST_THREADS' 1 }
    if ($mode -eq 'gpu') { Set-Threads $cpus 'true' } else { Set-Threads 1 'false' }
}

if ($command.Count -eq 0) {
    foreach ($name in $chosen.Keys) { "$name=$($chosen[$name])" }
    exit 0
}
$program = $command[0]
$arguments = @($command | Select-Object -Skip 1)
try {
    foreach ($name in $chosen.Keys) { Set-Item -Path "Env:$name" -Value $chosen[$name] }
    & $program @arguments
    $code = $LASTEXITCODE
} finally {
    foreach ($name in $chosen.Keys) { Remove-Item -Path "Env:$name" }
}
exit $code
