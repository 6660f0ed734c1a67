using Petitions.Tests.Browser;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Petitions.Tests.Support.LongestCollectionFirst))]

namespace Petitions.Tests.Support;

/// <summary>Starts the collections that take minutes first, because a late start would prolong the whole run.</summary>
public sealed class LongestCollectionFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [BrowserTestProgram.Collection, SequentialCollection.Name, AuditCollection.Name];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => Long.Contains(collection.TestCollectionDisplayName))];
}
