using System.Runtime.Versioning;
using Xunit;

// The tests use signals, file modes and mounts of Linux, on which the product runs.
[assembly: SupportedOSPlatform("linux")]

namespace Petitions.Tests.Support;

/// <summary>
/// Tests that measure milliseconds. They run sequentially after all other tests, because parallel tests would distort the measurements.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExclusiveCollection
{
    public const string Name = "Exclusive processes";
}
