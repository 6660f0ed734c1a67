using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;
using Petitions.Grains.Ledger;
using Petitions.Grains.Signing;
using Xunit;

namespace Petitions.Tests.Grains.Configuration;

/// <summary>What an operator reads about a value that cannot be used, and that all others are taken.</summary>
public sealed class ValidatedOptionsTests
{
    [Theory]
    [InlineData("WritersMax", "99", "is 99: write a number from 1 to 16.")]
    [InlineData("WritersMax", "-1", "is -1: write a number from 1 to 16.")]
    [InlineData("WritersMax", "99999999999", "is '99999999999': write a number from 1 to 16.")]
    [InlineData("WritersMax", "", "is '': write a number from 1 to 16.")]
    [InlineData("QueueSignaturesMax", "100001", "is 100001: write a number from 1 to 100000.")]
    [InlineData("Linger", "00:00:01", "is 00:00:01: write a time from 00:00:00 to 00:00:00.05, as hours:minutes:seconds.")]
    [InlineData("Linger", "abc", "is 'abc': write a time from 00:00:00 to 00:00:00.05, as hours:minutes:seconds.")]
    [InlineData("AnswerWithin", "3", "is 3.00:00:00: write a time from 00:00:00.1 to 00:00:02, as hours:minutes:seconds.")]
    public void A_wrong_value_is_named_with_its_variable_and_its_range(string name, string value, string message) =>
        Assert.Equal($"Petition__Ledger__{name} {message}", Refusal(new() { [name] = value }));

    [Fact]
    public void A_time_of_days_is_asked_for_with_days()
    {
        var configuration = Configuration(new() { ["Petition:Confirmation:PendingFor"] = "61.00:00:00" });
        var refusal = Assert.Throws<OptionsValidationException>(
            () => configuration.ReadOptions<ConfirmationOptions, ConfirmationOptionsValidator>());
        Assert.Equal(
            "Petition__Confirmation__PendingFor is 61.00:00:00: write a time from 01:00:00 to 60.00:00:00, as days.hours:minutes:seconds.",
            refusal.Message);
    }

    [Fact]
    public void Every_wrong_value_of_a_section_is_named()
    {
        Assert.Equal(2, Failures(new() { ["WritersMax"] = "0", ["BatchSignaturesMax"] = "0", ["QueueSignaturesMax"] = "1" }).Count);
        Assert.Equal(2, Failures(new() { ["WritersMax"] = "one", ["BatchSignaturesMax"] = "two", ["QueueSignaturesMax"] = "3" }).Count);
    }

    [Fact]
    public void The_ends_of_a_range_belong_to_it_and_what_is_not_set_keeps_its_default()
    {
        var options = Read(new() { ["WritersMax"] = "16", ["BatchSignaturesMax"] = "1", ["Linger"] = "00:00:00.05" });
        Assert.Equal((16, 1, TimeSpan.FromMilliseconds(50)), (options.WritersMax, options.BatchSignaturesMax, options.Linger));
        Assert.Equal(new LedgerOptions().QueueSignaturesMax, options.QueueSignaturesMax);
    }

    [Theory, InlineData("99"), InlineData("many")]
    public void Registered_options_are_validated_when_the_host_starts(string value)
    {
        using var services = new ServiceCollection()
            .AddValidatedOptions<LedgerOptions, LedgerOptionsValidator>(Configuration(new() { ["Petition:Ledger:WritersMax"] = value }))
            .Services.BuildServiceProvider();
        var refusal = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.StartsWith("Petition__Ledger__WritersMax is ", refusal.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private static LedgerOptions Read(Dictionary<string, string?> ledger) =>
        Configuration(ledger.ToDictionary(value => $"Petition:Ledger:{value.Key}", value => value.Value))
            .ReadOptions<LedgerOptions, LedgerOptionsValidator>();

    private static List<string> Failures(Dictionary<string, string?> ledger) =>
        [.. Assert.Throws<OptionsValidationException>(() => Read(ledger)).Failures];

    private static string Refusal(Dictionary<string, string?> ledger) => Assert.Single(Failures(ledger));
}
