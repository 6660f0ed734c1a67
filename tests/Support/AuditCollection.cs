using Xunit;

namespace Petitions.Tests.Support;

/// <summary>
/// The tests of audits and of the commands below <c>bench</c>: what is asserted is what they find and report, not how fast anything was.
/// They run one after the other, beside other tests.
/// </summary>
[CollectionDefinition(Name)]
public sealed class AuditCollection
{
    public const string Name = "Audits";
}
