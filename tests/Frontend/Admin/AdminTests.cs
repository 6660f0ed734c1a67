using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Admin;

/// <summary>Closing and opening, and who may do it.</summary>
[Collection(RunningProgram.Collection)]
public sealed class AdminTests(RunningProgram program)
{
    private static readonly TimeSpan VisibleWithin = TimeSpan.FromSeconds(5);

    private SigningClient Client => program.Client;

    [Theory, InlineData("close"), InlineData("open")]
    public async Task An_admin_call_on_a_public_port_does_not_exist_whatever_its_Host_header_says(string verb)
    {
        foreach (var host in new[] { null, $"127.0.0.1:{program.Settings.AdminPort}", $"localhost:{program.Settings.AdminPort}", "admin" })
        {
            using var request = CallOf(verb);
            request.Headers.Authorization = program.Admin.DefaultRequestHeaders.Authorization;
            request.Headers.Host = host;
            using var answer = await Client.Http.SendAsync(request, TestContext.Current.CancellationToken);
            await ProblemAnswer.AssertAsync(answer, 404);
        }
        Assert.Equal("open", await StateAsync());
    }

    [Fact]
    public async Task An_admin_call_without_the_token_and_with_another_one_is_401()
    {
        using var stranger = new HttpClient { BaseAddress = program.Settings.AdminAddress };
        using var without = await stranger.SendAsync(CallOf("close"), TestContext.Current.CancellationToken);
        await ProblemAnswer.AssertAsync(without, 401);
        Assert.Equal("Bearer", Assert.Single(without.Headers.WwwAuthenticate).ToString());

        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new string('0', 64));
        using var wrong = await stranger.SendAsync(CallOf("close"), TestContext.Current.CancellationToken);
        await ProblemAnswer.AssertAsync(wrong, 401);
        Assert.Equal("Bearer error=\"invalid_token\"", Assert.Single(wrong.Headers.WwwAuthenticate).ToString());
        Assert.Equal("open", await StateAsync());
    }

    [Fact]
    public async Task An_unknown_petition_cannot_be_closed()
    {
        using var answer = await program.Admin.PostAsync(
            new Uri("/api/v1/admin/petitions/nobody-knows-this/close", UriKind.Relative), null, TestContext.Current.CancellationToken);
        await ProblemAnswer.AssertAsync(answer, 404);
    }

    [Fact]
    public async Task A_closed_petition_takes_nothing_answers_what_it_took_and_opens_again()
    {
        var (signer, operation) = (RunningProgram.NewSigner(), RunningProgram.NewOperation());
        var stranger = RunningProgram.NewSigner();
        var body = Client.BodyOf(signer).ToJsonString();
        using var original = await Client.PostAsync(body, operation);
        Assert.Equal(HttpStatusCode.Created, original.StatusCode);
        var rows = await program.CountRowsAsync();

        await AdminAsync("close");
        try
        {
            using (var late = await Client.PostAsync(Client.BodyOf(stranger).ToJsonString(), RunningProgram.NewOperation()))
                await ProblemAnswer.AssertAsync(late, 409);
            using (var otherOperation = await Client.PostAsync(body, RunningProgram.NewOperation()))
                await ProblemAnswer.AssertAsync(otherOperation, 409);
            using (var recalled = await Client.PostAsync(body, operation))
            {
                Assert.Equal(HttpStatusCode.Created, recalled.StatusCode);
                Assert.Equal(await BytesOf(original), await BytesOf(recalled));
            }
            Assert.Equal(rows, await program.CountRowsAsync());
            Assert.True(await Waiting.UntilAsync(VisibleWithin, async () => await StateAsync() == "closed"));
        }
        finally
        {
            await AdminAsync("open");
        }

        var again = await Client.SignAsync(stranger, RunningProgram.NewOperation());
        Assert.Equal(SigningOutcome.Acknowledged, again.Outcome);
        Assert.Equal(rows + 1, await program.CountRowsAsync());
        Assert.True(await Waiting.UntilAsync(VisibleWithin, async () => await StateAsync() == "open"));
    }

    [Fact]
    public void Keys_token_and_database_can_be_read_by_nobody_else()
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var data = program.Settings.DataPath;
        var secrets = Directory.GetFiles(Path.Combine(data, "keys")).Append(Path.Combine(data, "admin.token"))
            .Concat(Directory.GetFiles(data, "petitions.db*"));
        Assert.All(secrets, file => Assert.Equal(OwnerOnly, File.GetUnixFileMode(file)));
    }

    private HttpRequestMessage CallOf(string verb) =>
        new(HttpMethod.Post, new Uri($"/api/v1/admin/petitions/{program.Slug}/{verb}", UriKind.Relative));

    private async Task AdminAsync(string verb)
    {
        using var answer = await program.Admin.SendAsync(CallOf(verb), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{answer}");
    }

    private async Task<string> StateAsync()
    {
        var count = await Client.Http.GetFromJsonAsync<JsonObject>($"/api/v1/petitions/{program.Slug}/count",
            TestContext.Current.CancellationToken);
        return (string)count!["state"]!;
    }

    private static Task<byte[]> BytesOf(HttpResponseMessage answer) =>
        answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
}
