using System.Runtime.Versioning;
using Xunit;

// Signals, file modes and a small disk to fill: the tests are for the systems that the product is run on.
[assembly: SupportedOSPlatform("linux")]

namespace Petitions.Tests.Support;

/// <summary>
/// The tests that measure what programs do within milliseconds run one after the other, when everything else is done: two of them on two
/// cores would measure each other.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExclusiveCollection
{
    public const string Name = "Exclusive processes";
}
