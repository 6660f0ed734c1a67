using Petitions.Grains.Keys;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Keys;

public sealed class KeyFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void A_key_is_made_once_and_then_read()
    {
        var made = KeyFile.Open(_folder.Path, "pepper", mayCreate: true);
        var read = KeyFile.Open(_folder.Path, "pepper", mayCreate: false);
        Assert.Equal(made.Bytes, read.Bytes);
        Assert.Equal(made.CheckValue(), read.CheckValue());
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        KeyFile.Open(_folder.Path, "pepper", mayCreate: true);
        var path = KeyFile.PathOf(_folder.Path, "pepper");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<KeyFileException>(() => KeyFile.Open(_folder.Path, "pepper", mayCreate: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_that_make_it_together_all_hold_the_same()
    {
        var keys = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ => keys.Add(KeyFile.Open(_folder.At("new"), "pepper", mayCreate: true).CheckValue()));
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public void A_missing_key_is_not_made_where_it_must_exist() =>
        Assert.Contains("missing", Assert.Throws<KeyFileException>(() => KeyFile.Open(_folder.Path, "pepper", mayCreate: false)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("petition-key/v1 pepper 1234")]
    [InlineData("petition-key/v1 master 1234 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("petition-key/v2 pepper 1234 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("petition-key/v1 pepper 1234 AAAA")]
    [InlineData("petition-key/v1 pepper 1234 not-base64")]
    public void A_damaged_key_is_refused_and_left_as_it_is(string content)
    {
        var path = KeyFile.PathOf(_folder.Path, "pepper");
        PrivateFile.Write(path, content);
        Assert.Contains("damaged", Assert.Throws<KeyFileException>(() => KeyFile.Open(_folder.Path, "pepper", mayCreate: true)).Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
    }

    public void Dispose() => _folder.Dispose();
}
