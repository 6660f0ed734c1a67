using Petitions.Grains.Keys;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>Settings that a front end of its own must not start with; it needs no silo to notice them.</summary>
[Collection(SequentialCollection.Name)]
public sealed class FrontendStartTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly PetitionSettings _settings;

    public FrontendStartTests()
    {
        KeyFile.Open(_folder.At("keys"), Pepper.Name, mayCreate: true);
        _settings = new PetitionSettings { Program = ProgramFiles.Frontend, DataPath = _folder.Path }.With("Petition__Admin__Urls", null);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Petition__Confirmation__PendingFor", "00:00:00", "PendingFor is 00:00:00: write a time from 01:00:00 to 60.00:00:00")]
    [InlineData("Petition__Limits__AddressPerMinute", "0", "Petition__Limits__AddressPerMinute is 0: write a number from 1 to 1000000.")]
    [InlineData("Petition__Streams__ViewersMax", "99999999999", "ViewersMax is '99999999999': write a number from 0 to 37000.")]
    [InlineData("Petition__Limits__Loopback", "perhaps", "Petition__Limits__Loopback is 'perhaps': write true or false.")]
    [InlineData("Petition__Cluster__GatewayPort", "70000", "Petition__Cluster__GatewayPort is 70000: write a number from 1 to 65535.")]
    [InlineData("Petition__Cluster__Gatways", "127.0.0.1:1", "Gatways is no setting: did you mean Petition__Cluster__Gateways?")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:27003", "Petition__PublicUrl is not set")]
    [InlineData("Petition__PublicUrl", "petition.example", "Petition__PublicUrl is 'petition.example'")]
    public Task A_wrong_value_ends_the_start_and_is_named(string variable, string value, string says) =>
        FailedStart.EndsSayingAsync(_settings.With(variable, value), says);

    [Fact]
    public async Task The_value_of_an_old_name_counts_and_a_warning_names_the_new_one()
    {
        const string old = "Petition__Limits__RushPerMinute", now = "Petition__Limits__ConcentrationPerMinute";
        await FailedStart.EndsSayingAsync(_settings.With(old, "5"), $"{old} (now called {now}) is 5");

        await AssertWarnsAsync(_settings.With(old, "50"), $"{old} is now called {now}");
        await AssertWarnsAsync(_settings.With(old, "5").With(now, "50"), $"{old} is ignored because {now}");
    }

    private static async Task AssertWarnsAsync(PetitionSettings settings, string warning)
    {
        await using var process = PetitionProcess.Start(settings);
        var hasWarned = await Waiting.UntilAsync(
            TimeSpan.FromSeconds(20), () => process.OutputLines.Any(line => line.Contains(warning, StringComparison.Ordinal)));
        Assert.True(hasWarned, process.Transcript);
    }
}
