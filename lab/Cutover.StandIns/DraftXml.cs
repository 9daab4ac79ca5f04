using System.Xml;
using Microsoft.AspNetCore.Http;

namespace Cutover.StandIns;

/// <summary>What a draft's XML says of itself.</summary>
internal static class DraftXml
{
    /// <summary>The docName and the title, without DTDs and what they can pull in.</summary>
    /// <exception cref="BadHttpRequestException">It is no draft: 400.</exception>
    public static (string DocumentName, string Title) Read(byte[] xml)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            reader.MoveToContent();
            if (reader.LocalName != "rfc" || reader.GetAttribute("docName") is not { } name)
                throw new BadHttpRequestException("The XML must be an <rfc> with a docName.");
            return (name, reader.ReadToFollowing("title") ? reader.ReadElementContentAsString() : "Untitled");
        }
        catch (XmlException e)
        {
            throw new BadHttpRequestException("The XML is not well formed.", e);
        }
    }
}
