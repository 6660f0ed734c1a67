using Petitions.Tests.Browser;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Petitions.Tests.Support.LongestFirst))]

namespace Petitions.Tests.Support;

/// <summary>The collections that take minutes begin first: whichever began last would be waited for alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [BrowserTestProgram.Collection, PatientProcesses.Name, AuditedProcesses.Name];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => Long.Contains(collection.TestCollectionDisplayName))];
}
