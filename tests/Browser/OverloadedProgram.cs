using Petitions.Tests.Support;

namespace Petitions.Tests.Browser;

/// <summary>
/// A program under overload: it refuses the first attempt of every operation, stores the second without answering, and answers the third.
/// </summary>
public sealed class OverloadedProgram(PostgresServer postgres) : ProcessFixture(postgres)
{
    /// <summary>The signing page.</summary>
    public string PathOf(string lang) => new Uri(Address, SigningPage.PathOf(BrowserPetitions.Open, lang)).AbsoluteUri;

    private protected override PetitionSettings Configure(PetitionSettings settings) =>
        settings.WithDocuments(BrowserPetitions.WriteTo)
            .With("PETITION_TEST_FAULT", "crowded") with { Program = ProgramFiles.FaultyProduct };
}
