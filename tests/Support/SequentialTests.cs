using Xunit;

namespace Petitions.Tests.Support;

/// <summary>
/// The tests that start programs and mostly wait for them: one after the other, beside other tests. What measures milliseconds is among
/// the <see cref="RealProcesses"/>.
/// </summary>
[CollectionDefinition(Name)]
public sealed class PatientProcesses
{
    public const string Name = "Patient processes";
}
