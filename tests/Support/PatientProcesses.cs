using Xunit;

namespace Petitions.Tests.Support;

/// <summary>
/// The tests that start programs and mostly wait for them: one after the other, beside the tests that need no program of their own. What
/// measures milliseconds is among the <see cref="RealProcesses"/>.
/// </summary>
[CollectionDefinition(Name)]
public sealed class PatientProcesses
{
    public const string Name = "Patient processes";
}
