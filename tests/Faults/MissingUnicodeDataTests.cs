using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>A process without the Unicode data of ICU does not start.</summary>
[Collection(SequentialCollection.Name)]
public sealed class MissingUnicodeDataTests
{
    [Fact]
    public async Task The_invariant_mode_of_the_runtime_stops_the_start()
    {
        using var folder = new ScratchFolder();
        var settings = new PetitionSettings { DataPath = folder.Path }.With("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
        await FailedStart.EndsSayingAsync(settings, "libicu", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT");
        // Not refused for another reason: two names of countries would be found in the invariant culture as well.
        await FailedStart.EndsSayingAsync(settings.With("DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY", "0"), "libicu");
    }
}
