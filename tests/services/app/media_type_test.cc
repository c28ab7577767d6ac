#include "app/media_type.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace app {
namespace {

using namespace std::string_literals;

/// What a file is taken for, piece by piece; empty when it is refused.
std::string taken_as(const std::string& content, std::size_t piece = 40'000) {
  static const MediaSniffer sniffer;
  MediaTypeDecision decision(sniffer);
  for (std::size_t at = 0; at < content.size(); at += piece) {
    if (!decision.add(std::string_view{content}.substr(at, piece))) return {};
  }
  const auto type = decision.finish();
  return type ? std::string{(*type)->name} : std::string{};
}

std::string little(std::size_t number, std::size_t bytes) {
  std::string text;
  for (std::size_t byte = 0; byte < bytes; ++byte) text += static_cast<char>(number >> 8 * byte);
  return text;
}

/// A package of files, stored as they are; as much of its form as tells its type.
std::string package(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string zip;
  for (const auto& [name, content] : parts) {
    zip += "PK\x03\x04"s + little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
           little(0, 4) + little(content.size(), 4) + little(content.size(), 4) +
           little(name.size(), 2) + little(0, 2) + name + content;
  }
  return zip;
}

const std::string kTypes = "<Types/>" + std::string(300, ' ');
const std::string kWord = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const std::string kExcel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

struct Case {
  std::string name;
  std::string content;
  std::string type;  // empty: refused
};

class TypesOfFile : public testing::TestWithParam<Case> {};

TEST_P(TypesOfFile, AreToldFromTheContent) {
  EXPECT_EQ(taken_as(GetParam().content), GetParam().type);
  EXPECT_EQ(taken_as(GetParam().content, 1), GetParam().type);
}

std::vector<Case> cases() {
  return {
      {"Pdf", "%PDF-1.7\n%\xe2\xe3\n1 0 obj\n", "application/pdf"},
      {"Png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"s, "image/png"},
      {"Jpeg", "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"s, "image/jpeg"},
      {"JpegOfACamera", "\xff\xd8\xff\xe1\0\x10"s + "Exif\0\0II*\0"s, "image/jpeg"},
      {"Tiff", "II*\0\x08\0\0\0\0\0"s, "image/tiff"},
      {"Heic", "\0\0\0\x18"s + "ftypheic\0\0\0\0mif1heic"s, "image/heic"},
      {"Text", "Nodiadau o'r ymweliad: t\xc3\xb4 gl\xc3\xa2n.\n", "text/plain"},
      {"TextOfWindows", "Nodiadau: t\xf4 gl\xe2n \x92\n", "text/plain"},
      {"Csv", "date,carer,late\n2026-01-01,A,5\n2026-01-02,B,7\n2026-01-03,B,7\n", "text/csv"},
      {"Word",
       package({{"[Content_Types].xml", kTypes},
                {"_rels/.rels", "<r/>"},
                {"word/document.xml", "<w/>"}}),
       kWord},
      {"WordOfLibreOffice",
       package({{"_rels/.rels", "<r/>"},
                {"docProps/app.xml", "x"},
                {"docProps/core.xml", "x"},
                {"word/document.xml", "<w/>"},
                {"[Content_Types].xml", kTypes}}),
       kWord},
      {"Excel",
       package(
           {{"[Content_Types].xml", kTypes}, {"_rels/.rels", "<r/>"}, {"xl/workbook.xml", "<w/>"}}),
       kExcel},
      {"ExcelOfLibreOffice",
       package({{"_rels/.rels", "<r/>"}, {"docProps/core.xml", "x"}, {"xl/workbook.xml", "<w/>"}}),
       kExcel},
      {"OpenDocumentText",
       package({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "x"}}),
       "application/vnd.oasis.opendocument.text"},
      {"OpenDocumentSpreadsheet",
       package(
           {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "x"}}),
       "application/vnd.oasis.opendocument.spreadsheet"},
      {"Email", "Received: from x by y\r\nFrom: a@b\r\nTo: c@d\r\nSubject: x\r\n\r\nhi",
       "message/rfc822"},
      {"EmailThatBeginsOtherwise",
       "MIME-Version: 1.0\r\nDate: Mon, 2 Feb 2026 10:00:00 +0000\r\nFrom: a@b\r\nSubject: "
       "x\r\n\r\nhi",
       "message/rfc822"},
      {"TextThatNamesASender", "Dear all,\n\nFrom: me to you. The home was clean.\n", "text/plain"},
      {"OutlookMessage",
       "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"s + std::string(90'000, '\0') +
           "_\0_\0s\0u\0b\0s\0t\0g\0001\0.\0"s + std::string(600, '\0'),
       "application/vnd.ms-outlook"},
      {"Mp3", "\xff\xfb\x90\x64"s + std::string(500, '\0'), "audio/mpeg"},
      {"Mp3WithATitle", "ID3\3\0\0\0\0\0\x21TIT2"s + std::string(30, '\0'), "audio/mpeg"},
      {"M4a", "\0\0\0\x20"s + "ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0"s, "audio/mp4"},
      {"Wav",
       "RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x44\xac\0\0\x88\x58\1\0\2\0\x10\0"s +
           "data\0\0\0\0"s,
       "audio/wav"},
      {"Mp4", "\0\0\0\x20"s + "ftypisom\0\0\2\0isomiso2avc1mp41"s, "video/mp4"},
      {"Nothing", "", ""},
      {"Html", "<!doctype html><title>x</title>", ""},
      {"HtmlInTheText", "hello <b>there</b><SCRIPT>alert(1)</SCRIPT>", ""},
      {"HtmlAfterAMark", "\xef\xbb\xbf  \n<body onload=x>", ""},
      {"Svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>", ""},
      {"Xml", "<?xml version=\"1.0\"?><a/>", ""},
      {"ShellScript", "#!/bin/sh\nrm -rf /\n", ""},
      {"BatchFile", "@echo off\r\ndel x\r\n", ""},
      {"Php", "<?php echo 1;", ""},
      {"WindowsProgram", "MZ\x90\0"s + std::string(56, '\0') + "\x40\0\0\0PE\0\0\x4c\1"s, ""},
      {"LinuxProgram", "\x7f"s + "ELF\2\1\1\0"s + std::string(8, '\0') + "\2\0\x3e\0"s, ""},
      {"Shortcut", "L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0F"s, ""},
      {"WordWithMacros",
       package({{"[Content_Types].xml", kTypes},
                {"_rels/.rels", "<r/>"},
                {"word/document.xml", "<w/>"},
                {"word/vbaProject.bin", "x"}}),
       ""},
      {"WordWithMacrosFarIn",
       package({{"[Content_Types].xml", kTypes},
                {"_rels/.rels", "<r/>"},
                {"word/document.xml", std::string(200'000, 'w')},
                {"word/VBAPROJECT.BIN", "x"}}),
       ""},
      {"OpenDocumentWithMacros",
       package(
           {{"mimetype", "application/vnd.oasis.opendocument.text"}, {"Basic/script-lc.xml", "x"}}),
       ""},
      {"OlderWord", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"s + std::string(90'000, '\0'), ""},
      {"Zip", package({{"evil.exe", "MZ"}}), ""},
      {"Rtf", "{\\rtf1\\ansi x}", ""},
      {"Gif", "GIF89a\1\0\1\0"s, ""},
      {"SevenZip", "7z\xbc\xaf\x27\x1c\0\4"s, ""},
  };
}

INSTANTIATE_TEST_SUITE_P(Over, TypesOfFile, testing::ValuesIn(cases()),
                         [](const auto& info) { return info.param.name; });

TEST(TypesOfFileThatAreTaken, AreEachKnownByTheirName) {
  for (const MediaType& type : media_types()) {
    EXPECT_EQ(media_type_of(type.name), &type);
    EXPECT_FALSE(type.extension.empty());
  }
  EXPECT_EQ(media_type_of("text/html"), nullptr);
}

}  // namespace
}  // namespace app
