using Xunit;

namespace Petitions.Tests.Support;

/// <summary>
/// Tests that start programs and mostly wait for them. They run sequentially, in parallel with other tests. Tests that measure milliseconds
/// belong to <see cref="ExclusiveCollection"/>.
/// </summary>
[CollectionDefinition(Name)]
public sealed class SequentialCollection
{
    public const string Name = "Sequential processes";
}
