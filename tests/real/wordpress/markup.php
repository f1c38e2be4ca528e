<?php
/**
 * Turns the blocks of content.py into the post content that the block editor,
 * the classic editor or a paste from Word leaves in WordPress.
 */

declare(strict_types=1);

require_once __DIR__ . '/library.php';

/** Visible text of a line: its inline marks taken away. */
function plain_text(string $text): string
{
    $text = preg_replace('/\[([^\]]+)\]\([^)]+\)/', '$1', $text);
    return str_replace('*', '', $text);
}

abstract class Markup
{
    public function __construct(protected Library $library)
    {
    }

    public static function of(string $style, Library $library): Markup
    {
        return match ($style) {
            'blocks' => new BlockMarkup($library),
            'classic' => new ClassicMarkup($library),
            'tags' => new TagMarkup($library),
            'word' => new WordMarkup($library),
        };
    }

    /** @param array<int,array<string,mixed>> $body */
    public function render(array $body): string
    {
        $parts = array();
        foreach ($body as $block) {
            $parts[] = $this->{$block['kind']}($block);
        }
        return implode("\n\n", $parts);
    }

    /** HTML of a line with its bold, italic and link marks. */
    protected function inline(string $text): string
    {
        $html = htmlspecialchars($text, ENT_NOQUOTES);
        $html = preg_replace('/\*\*(.+?)\*\*/', '<strong>$1</strong>', $html);
        $html = preg_replace('/\*(.+?)\*/', '<em>$1</em>', $html);
        return preg_replace('/\[([^\]]+)\]\(([^)]+)\)/', '<a href="$2">$1</a>', $html);
    }

    /** Break a line in two at the comma nearest after its middle. */
    protected function broken(string $html, string $break): string
    {
        $comma = strpos($html, ', ', intdiv(strlen($html), 2));
        return $comma === false
            ? $html
            : substr($html, 0, $comma + 1) . $break . substr($html, $comma + 2);
    }

    protected function img(string $name, string $size, string $class): string
    {
        $id = $this->library->id($name);
        [$url, $width, $height] = wp_get_attachment_image_src($id, $size);
        return "<img class=\"$class size-$size wp-image-$id\" src=\"$url\" alt=\"\""
            . " width=\"$width\" height=\"$height\" />";
    }

    protected function viewer(string $name, string $label): string
    {
        $url = $this->library->url($name);
        return "<object class=\"wp-block-file__embed\" data=\"$url\" type=\"application/pdf\""
            . " style=\"width:100%;height:600px\" aria-label=\"" . esc_attr($label) . "\"></object>";
    }

    protected function more(array $block): string
    {
        return '<!--more-->';
    }

    protected function page_break(array $block): string
    {
        return '<!--nextpage-->';
    }

    protected function separator(array $block): string
    {
        return '<hr />';
    }
}

final class BlockMarkup extends Markup
{
    /** One block with its comment delimiters. */
    private function block(string $name, string $html, array $attributes = array()): string
    {
        $json = $attributes
            ? ' ' . json_encode($attributes, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE)
            : '';
        return "<!-- wp:$name$json -->\n$html\n<!-- /wp:$name -->";
    }

    protected function paragraph(array $block): string
    {
        $html = $this->inline($block['text']);
        return match ($block['look'] ?? '') {
            'bold' => $this->block('paragraph', "<p><strong>$html</strong></p>"),
            'line_break' => $this->block('paragraph', '<p>' . $this->broken($html, '<br>') . '</p>'),
            'group' => $this->block(
                'group',
                '<div class="wp-block-group has-background" style="background-color:#f0f4e8">'
                . $this->block('paragraph', "<p>$html</p>") . '</div>',
                array('style' => array('color' => array('background' => '#f0f4e8')))
            ),
            default => $this->block('paragraph', "<p>$html</p>"),
        };
    }

    protected function bold_line(array $block): string
    {
        return $this->paragraph(array('look' => 'bold') + $block);
    }

    protected function signature(array $block): string
    {
        return $this->block(
            'paragraph',
            '<p class="has-text-align-right"><em>' . $this->inline($block['text']) . '</em></p>',
            array('align' => 'right')
        );
    }

    protected function heading(array $block): string
    {
        $level = $block['level'];
        return $this->block(
            'heading',
            "<h$level>" . $this->inline($block['text']) . "</h$level>",
            $level === 2 ? array() : array('level' => $level)
        );
    }

    protected function list(array $block): string
    {
        $items = '';
        foreach ($block['items'] as $item) {
            $items .= $this->block('list-item', '<li>' . $this->inline($item) . '</li>');
        }
        return $block['ordered']
            ? $this->block('list', "<ol>$items</ol>", array('ordered' => true))
            : $this->block('list', "<ul>$items</ul>");
    }

    private function cite(array $block): string
    {
        return $block['cite'] === '' ? '' : '<cite>' . $this->inline($block['cite']) . '</cite>';
    }

    protected function quote(array $block): string
    {
        return $this->block(
            'quote',
            '<blockquote class="wp-block-quote">' . $this->paragraph(array('text' => $block['text']))
            . $this->cite($block) . '</blockquote>'
        );
    }

    protected function pullquote(array $block): string
    {
        return $this->block(
            'pullquote',
            '<figure class="wp-block-pullquote"><blockquote><p>' . $this->inline($block['text'])
            . '</p>' . $this->cite($block) . '</blockquote></figure>'
        );
    }

    protected function table(array $block): string
    {
        $lines = array();
        foreach ($block['rows'] as $number => $row) {
            $tag = $number === 0 ? 'th' : 'td';
            $cells = array_map(fn ($cell) => "<$tag>" . $this->inline($cell) . "</$tag>", $row);
            $lines[] = '<tr>' . implode('', $cells) . '</tr>';
        }
        $head = array_shift($lines);
        return $this->block(
            'table',
            "<figure class=\"wp-block-table\"><table><thead>$head</thead><tbody>"
            . implode('', $lines) . '</tbody></table></figure>'
        );
    }

    protected function image(array $block): string
    {
        $id = $this->library->id($block['image']);
        $url = wp_get_attachment_image_url($id, 'large');
        $align = array('centred' => 'center', 'table' => 'wide')[$block['look'] ?? ''] ?? '';
        $class = trim(($align ? "align$align " : '') . 'size-large');
        $caption = $block['caption'] === ''
            ? ''
            : '<figcaption class="wp-element-caption">' . $this->inline($block['caption'])
                . '</figcaption>';
        return $this->block(
            'image',
            "<figure class=\"wp-block-image $class\"><img src=\"$url\" alt=\"\""
            . " class=\"wp-image-$id\"/>$caption</figure>",
            array_filter(array(
                'align' => $align,
                'id' => $id,
                'sizeSlug' => 'large',
                'linkDestination' => 'none',
            ))
        );
    }

    protected function gallery(array $block): string
    {
        $images = implode("\n\n", array_map(fn ($image) => $this->image($image), $block['images']));
        $caption = $block['caption'] === ''
            ? ''
            : '<figcaption class="blocks-gallery-caption wp-element-caption">'
                . $this->inline($block['caption']) . '</figcaption>';
        return $this->block(
            'gallery',
            '<figure class="wp-block-gallery has-nested-images columns-default is-cropped">'
            . "$images$caption</figure>",
            array('linkTo' => 'none')
        );
    }

    protected function file(array $block): string
    {
        $id = $this->library->id($block['file']);
        $url = $this->library->url($block['file']);
        $label = $this->inline($block['label']);
        $media = 'wp-block-file--media-' . $id;
        $viewer = $block['look'] === 'viewer' ? $this->viewer($block['file'], $block['label']) : '';
        $attributes = array('id' => $id, 'href' => $url);
        if ($viewer) {
            $attributes += array('displayPreview' => true, 'previewHeight' => 600);
        }
        return $this->block(
            'file',
            "<div class=\"wp-block-file\">$viewer<a id=\"$media\" href=\"$url\">$label</a>"
            . "<a href=\"$url\" class=\"wp-block-file__button wp-element-button\" download"
            . " aria-describedby=\"$media\">Tải về</a></div>",
            $attributes
        );
    }

    protected function more(array $block): string
    {
        return $this->block('more', '<!--more-->');
    }

    protected function page_break(array $block): string
    {
        return $this->block('nextpage', '<!--nextpage-->');
    }

    protected function separator(array $block): string
    {
        return $this->block(
            'separator',
            '<hr class="wp-block-separator has-alpha-channel-opacity"/>'
        );
    }

    protected function latest_posts(array $block): string
    {
        return '<!-- wp:latest-posts {"postsToShow":3,"displayPostContent":true,'
            . '"excerptLength":20,"displayPostDate":true} /-->';
    }
}

/** The text mode of the classic editor: blank lines part the paragraphs. */
class ClassicMarkup extends Markup
{
    protected function wrap(string $html, string $style = ''): string
    {
        return $style === '' ? $html : "<p style=\"$style\">$html</p>";
    }

    protected function paragraph(array $block): string
    {
        $html = $this->inline($block['text']);
        return match ($block['look'] ?? '') {
            'bold' => $this->wrap("<strong>$html</strong>"),
            'line_break' => $this->wrap($this->broken($html, "<br />")),
            'div' => "<div>$html</div>",
            default => $this->wrap($html),
        };
    }

    protected function bold_line(array $block): string
    {
        return $this->wrap('<strong>' . $this->inline($block['text']) . '</strong>');
    }

    protected function signature(array $block): string
    {
        return $this->wrap(
            '<strong>' . $this->inline($block['text']) . '</strong>',
            'text-align: right;'
        );
    }

    protected function heading(array $block): string
    {
        return "<h{$block['level']}>" . $this->inline($block['text']) . "</h{$block['level']}>";
    }

    protected function list(array $block): string
    {
        $tag = $block['ordered'] ? 'ol' : 'ul';
        $items = array_map(fn ($item) => ' <li>' . $this->inline($item) . '</li>', $block['items']);
        return "<$tag>\n" . implode("\n", $items) . "\n</$tag>";
    }

    protected function quote(array $block): string
    {
        $cite = $block['cite'] === '' ? '' : "\n\n<cite>" . $this->inline($block['cite']) . '</cite>';
        return '<blockquote>' . $this->inline($block['text']) . "$cite</blockquote>";
    }

    protected function table(array $block): string
    {
        $lines = array();
        foreach ($block['rows'] as $number => $row) {
            $cells = array_map(fn ($cell) => $this->cell($cell, $number === 0), $row);
            $lines[] = "<tr>\n" . implode("\n", $cells) . "\n</tr>";
        }
        return "<table border=\"1\" width=\"100%\">\n<tbody>\n" . implode("\n", $lines)
            . "\n</tbody>\n</table>";
    }

    protected function cell(string $text, bool $head): string
    {
        $html = $this->inline($text);
        return $head ? "<td><strong>$html</strong></td>" : "<td>$html</td>";
    }

    protected function image(array $block): string
    {
        $caption = $this->inline($block['caption']);
        $id = $this->library->id($block['image']);
        $centred = 'text-align: center;';
        if ($block['look'] === 'centred') {
            return $this->wrap($this->img($block['image'], 'large', 'aligncenter'), $centred)
                . "\n\n" . $this->wrap("<em>$caption</em>", $centred);
        }
        if ($block['look'] === 'table') {
            return "<table class=\"picture\" align=\"center\">\n<tbody>\n<tr>\n<td>"
                . $this->img($block['image'], 'large', 'alignnone')
                . "</td>\n</tr>\n<tr>\n<td><em>$caption</em></td>\n</tr>\n</tbody>\n</table>";
        }
        $url = $this->library->url($block['image']);
        [, $width] = wp_get_attachment_image_src($id, 'large');
        return "[caption id=\"attachment_$id\" align=\"aligncenter\" width=\"$width\"]"
            . "<a href=\"$url\">" . $this->img($block['image'], 'large', '') . "</a> {$caption}[/caption]";
    }

    protected function gallery(array $block): string
    {
        $ids = array_map(fn ($image) => $this->library->id($image['image']), $block['images']);
        $gallery = '[gallery columns="2" size="medium" link="file" ids="' . implode(',', $ids) . '"]';
        return $block['caption'] === ''
            ? $gallery
            : "$gallery\n\n" . $this->wrap($this->inline($block['caption']), 'text-align: center;');
    }

    protected function file(array $block): string
    {
        $url = $this->library->url($block['file']);
        $viewer = $block['look'] === 'viewer'
            ? $this->viewer($block['file'], $block['label']) . "\n\n"
            : '';
        return $viewer . $this->wrap("<a href=\"$url\">" . $this->inline($block['label']) . '</a>');
    }
}

/** The visual mode of the classic editor, with the styles editors set by hand. */
class TagMarkup extends ClassicMarkup
{
    protected function wrap(string $html, string $style = ''): string
    {
        $style = $style ?: 'text-align: justify;';
        return "<p style=\"$style\"><span style=\"font-family: 'times new roman', times, serif;"
            . " font-size: 14pt;\">$html</span></p>";
    }

    protected function heading(array $block): string
    {
        $level = $block['level'];
        return "<h$level style=\"text-align: justify;\"><span style=\"font-size: 14pt;\"><strong>"
            . $this->inline($block['text']) . "</strong></span></h$level>";
    }
}

/** A text pasted from Word: spans in spans, empty paragraphs, lists made of dashes. */
final class WordMarkup extends ClassicMarkup
{
    private const SPAN = "<span lang=\"VI\" style=\"font-size: 14.0pt; line-height: 150%;"
        . " font-family: 'Times New Roman',serif; color: black; background: white;\">";

    protected function wrap(string $html, string $style = ''): string
    {
        $style = $style ?: 'text-align: justify; text-indent: 36.0pt; line-height: 150%;';
        return "<p class=\"MsoNormal\" style=\"margin: 6.0pt 0cm; $style\">" . self::SPAN
            . $this->split($html) . "<o:p></o:p></span></p>";
    }

    /** Part a text into the spans that Word leaves behind at each correction. */
    private function split(string $html): string
    {
        $space = strpos($html, ' ', intdiv(strlen($html), 3));
        if ($space === false || str_contains($html, '<')) {
            return $html;
        }
        return substr($html, 0, $space) . '</span><span lang="EN-US" style="font-size: 14.0pt;">'
            . substr($html, $space, 1) . '</span>' . self::SPAN . substr($html, $space + 1);
    }

    protected function bold_line(array $block): string
    {
        return $this->wrap('<b>' . $this->inline($block['text']) . '</b>');
    }

    protected function heading(array $block): string
    {
        return $this->bold_line($block);
    }

    protected function list(array $block): string
    {
        $items = array_map(
            fn ($item) => $this->wrap('- ' . $this->inline($item), 'margin-left: 36.0pt;'),
            $block['items']
        );
        return implode("\n<p class=\"MsoNormal\">&nbsp;</p>\n", $items);
    }

    protected function quote(array $block): string
    {
        $cite = $block['cite'] === '' ? '' : $this->wrap($this->inline($block['cite']), 'text-align: right;');
        return $this->wrap('<i>' . $this->inline($block['text']) . '</i>', 'text-indent: 36.0pt;') . $cite;
    }

    protected function cell(string $text, bool $head): string
    {
        $html = $this->inline($text);
        return '<td style="width: 155.8pt; border: solid windowtext 1.0pt; padding: 0cm 5.4pt;"'
            . ' valign="top"><p class="MsoNormal" align="center">' . self::SPAN
            . ($head ? "<b>$html</b>" : $html) . '<o:p></o:p></span></p></td>';
    }
}
