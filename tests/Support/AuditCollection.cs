using Xunit;

namespace Petitions.Tests.Support;

/// <summary>
/// Tests of audits and of the commands in <c>bench</c>, which assert findings and reports but no durations. They run sequentially, in
/// parallel with other tests.
/// </summary>
[CollectionDefinition(Name)]
public sealed class AuditCollection
{
    public const string Name = "Audits";
}
